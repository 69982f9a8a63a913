import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { explain } from '../src/checks.ts'
import { inspectSdJwt } from '../src/credential/inspect.ts'
import { issueSdJwt } from '../src/credential/issue.ts'
import { presentSdJwt } from '../src/credential/present.ts'
import { encodeX5c } from '../src/credential/x5c.ts'
import { createIdentifier } from '../src/identifier/identifier.ts'
import { encodeClaims, selectiveClaims } from '../src/metadata/claims.ts'
import type { LicenceData } from '../src/metadata/data.ts'
import { inspectLicence, type LicencePolicy, verifyLicence } from '../src/verify/inspect.ts'
import { createTestIssuer } from './credential/forge.ts'
import {
  AT,
  AUTHORITY,
  createAuthority,
  createMember,
  createOfficeSeal,
  createProvince,
  issueIn,
} from './province.ts'
import { SAMPLE } from './sample.ts'

const province = await createProvince()
const { trust } = province
const { ofd, sdJwt } = await issueIn(province)

async function failures(input: Uint8Array | string, change: Partial<LicencePolicy> = {}) {
  const report = await inspectLicence(input, { trust, at: AT, ...change })
  // Every check has its sentences, and every fact that they speak of is there.
  for (const check of report.checks)
    for (const language of ['en', 'zh-CN'] as const)
      expect(explain(check, language)).not.toMatch(/[{}]|^\w+\.[\w-]+[:：]/)
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  if (wrong.length === 0) expect(report.verdict).toBe('passed')
  else expect(report.verdict).not.toBe('passed')
  return wrong.map(({ id, code }) => `${id} ${code}`)
}

/** The OFD with one file's text changed, sealed again by the authority: what only its own mistake could make. */
async function resealed(change: (index: string) => string, seal = province.seal) {
  const files = new Map(parseOfdPackage(ofd).files)
  for (const name of files.keys()) if (name.includes('Sign')) files.delete(name)
  const index = new TextDecoder()
    .decode(files.get('OFD.xml'))
    .replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '')
  files.set('OFD.xml', encodeUtf8(change(index)))
  const unsealed = createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))
  return sealOfd(unsealed, { seal, signer: province.office.signer, at: AT })
}

/** An SD-JWT of the authority over whatever data. */
function credentialOf(claims: object, selective: string[] = [], header?: object) {
  return issueSdJwt({
    claims: claims as Record<string, never>,
    selective,
    signer: province.issuer.signer,
    header: { ...encodeX5c([province.issuer.certificate]), ...header },
  })
}
const withData = (change: object) => encodeClaims({ ...SAMPLE, ...change } as LicenceData, AT)

const custom = (name: string, value: string) => `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`

describe('both forms', () => {
  test('pass, and say the same', async () => {
    const fromOfd = await verifyLicence(ofd, { trust, at: AT })
    const fromSdJwt = await verifyLicence(sdJwt, { trust, at: AT })
    expect(fromOfd).toMatchObject({
      ...SAMPLE,
      form: 'ofd',
      holder: SAMPLE.holders[0],
      issuer: SAMPLE.issuers[0],
    })
    expect({ ...fromSdJwt, form: 'ofd' }).toEqual(fromOfd)
  })

  test('an SD-JWT in a file is read like the text itself', async () => {
    expect(await failures(encodeUtf8(`${sdJwt}\n`))).toEqual([])
    expect(await failures(`${sdJwt}\r\n`)).toEqual([])
    expect(await failures(`${sdJwt}\n\n`)).toEqual(['sd-jwt.form ERR_JWS_FORM'])
    expect(await failures(Uint8Array.of(...encodeUtf8(sdJwt), 0xff))).toEqual(['sd-jwt.form ERR_JWS_FORM'])
  })

  test('an OFD with bytes in front is recognised, and cannot be judged', async () => {
    expect(await failures(Uint8Array.of(1, 2, 3, ...ofd))).toEqual(['ofd.package ERR_ZIP_PREFIX'])
  })

  test('an issuer with an SM2 key', async () => {
    const other = await createProvince('SM2')
    const issued = await issueIn(other)
    expect(await failures(issued.sdJwt, { trust: other.trust })).toEqual([])
    expect(await failures(issued.sdJwt)).toEqual(['path.anchor ERR_PATH_NO_ANCHOR'])
  })

  test('names every check that was not made, and why', async () => {
    const { checks } = await inspectLicence(ofd, { trust, at: AT })
    expect(checks.find(({ id }) => id === 'licence.status')).toEqual({
      id: 'licence.status',
      status: 'skipped',
      facts: { because: 'status-source' },
    })
  })

  test('no fact and no message says who holds the licence', async () => {
    const holder = { name: '某某', code: '11010519491231002X', codeType: '111' } as const
    const issued = await issueIn(province, { ...SAMPLE, holders: [holder] })
    const late = new Date('2030-01-01T00:00:00Z')
    for (const [input, at] of [
      [issued.ofd, AT],
      [issued.sdJwt, AT],
      [issued.ofd, late],
      [issued.sdJwt, late],
    ] as const) {
      const { checks } = await inspectLicence(input, { trust, at })
      const said = JSON.stringify(checks) + checks.map((check) => explain(check, 'zh-CN')).join()
      expect(said).not.toContain(holder.name)
      expect(said).not.toContain(holder.code)
    }
  })
})

describe('licence.form', () => {
  test.each<[string, Uint8Array | string]>([
    ['empty bytes', new Uint8Array(0)],
    ['an empty text', ''],
    ['random bytes', Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)],
    ['a text of a million characters', 'a'.repeat(1_000_000)],
    ['a JSON text', '{"vct":"urn:oid:1.2.156.3005.2"}'],
    ['a PDF', '%PDF-1.7\n'],
  ])('%s is no licence', async (_, input) => {
    expect(await failures(input)).toEqual(['licence.form ERR_LICENCE_FORM'])
  })

  test('what only looks like one fails in its own form, in time', async () => {
    const start = performance.now()
    expect(await failures('eyJh.a')).toEqual(['sd-jwt.form ERR_JWS_FORM'])
    expect((await failures(Uint8Array.of(0x50, 0x4b, 3, 4)))[0]).toMatch(/^ofd\.package /)
    for (let length = 0; length < ofd.length; length += Math.ceil(ofd.length / 40))
      expect((await failures(ofd.subarray(0, length))).length).toBeGreaterThan(0)
    for (let length = 0; length < sdJwt.length; length += Math.ceil(sdJwt.length / 40)) {
      const cut = sdJwt.slice(0, length)
      // Cut between two disclosures it is what a holder makes who withholds the rest.
      if (!cut.endsWith('~')) expect((await failures(cut)).length).toBeGreaterThan(0)
    }
    expect(await failures(`${sdJwt}${'~'.repeat(2_000_000)}`)).toEqual(['sd-jwt.form ERR_SDJWT_SIZE'])
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('licence.metadata', () => {
  test.each<[string, (index: string) => string]>([
    ['ERR_METADATA_MISSING', (index) => index.replace(custom('ZZMC', SAMPLE.name), '')],
    ['ERR_METADATA_MISSING', (index) => index.replace(/<ofd:CustomDatas>.*<\/ofd:CustomDatas>/, '')],
    ['ERR_METADATA_MISSING', (index) => index.replace(custom('CZZTDM', SAMPLE.holders[0]!.code), '')],
    [
      'ERR_METADATA_MISSING',
      (index) => index.replace('<ofd:CustomDatas>', `$&${custom('JZJZZSY', '办理开户')}`),
    ],
    ['ERR_METADATA_VALUE', (index) => index.replace('>2026-05-22<', '>2026-02-30<')],
    [
      'ERR_METADATA_VALUE',
      (index) => index.replace(custom('CZZTDMLXDM', '001'), custom('CZZTDMLXDM', '002')),
    ],
    ['ERR_METADATA_DUPLICATE', (index) => index.replace('<ofd:CustomDatas>', `$&${custom('ZZBH', '1')}`)],
    ['ERR_METADATA_DUPLICATE', (index) => index.replace('<ofd:CustomDatas>', `$&${custom('KZ_BZ', '1')}`)],
    [
      'ERR_METADATA_ALIGNMENT',
      (index) => index.replace('<ofd:CustomDatas>', `$&${custom('CZZT', '乙公司')}`),
    ],
    [
      'ERR_METADATA_PERIOD',
      (index) => index.replace(custom('ZZYXQJZRQ', '2027-05-21'), custom('ZZYXQJZRQ', '2026-05-21')),
    ],
    ['ERR_METADATA_EXTENSION_NAME', (index) => index.replace('Name="KZ_BZ"', 'Name="KZ_备注"')],
    ['ERR_LICENCE_DOCUMENTS', (index) => index.replace(/<ofd:DocBody>.*<\/ofd:DocBody>/, '$&$&')],
  ])('exactly this check fails with %s (OFD, case %#)', async (code, change) => {
    const wrong = await failures(await resealed(change))
    expect(wrong).toEqual([`licence.metadata ${code}`])
  })

  test.each<[string, object]>([
    ['ERR_LICENCE_VCT', { vct: 'urn:example:other' }],
    ['ERR_METADATA_MISSING', { licence_name: '' }],
    ['ERR_METADATA_MISSING', { issuing_authorities: [] }],
    ['ERR_METADATA_VALUE', { issuing_authorities: AUTHORITY }],
    ['ERR_METADATA_VALUE', { licence_name: 1 }],
    ['ERR_METADATA_VALUE', { issue_date: '2026-5-22' }],
    ['ERR_METADATA_MISSING', { issue_date: '' }],
    ['ERR_METADATA_MISSING', { holders: [{ name: '甲' }] }],
    ['ERR_METADATA_MISSING', { annotation: { purpose: '办理开户' } }],
    ['ERR_METADATA_VALUE', { holders: [{ code_type: 'toString' }] }],
    ['ERR_METADATA_VALUE', { extensions: [] }],
    ['ERR_METADATA_VALUE', { created_at: '2026-05-22' }],
    ['ERR_METADATA_EXTENSION_NAME', { extensions: { 'a b': '1' } }],
    ['ERR_METADATA_COUNT', { holders: Array.from({ length: 201 }, () => ({ code_type: '001' })) }],
    ['ERR_METADATA_PERIOD', { valid_until: '2026-05-21' }],
  ])('exactly this check fails with %s (SD-JWT, case %#)', async (code, change) => {
    const text = await credentialOf({ ...withData({}), ...change })
    expect(await failures(text)).toEqual([`licence.metadata ${code}`])
  })
})

describe('licence.identifier', () => {
  const parts = { typeCode: SAMPLE.typeCode, issuerCode: SAMPLE.issuers[0]!.code, serial: '1' }
  test.each<[string, string]>([
    ['ERR_IDENTIFIER_CHECK', `${SAMPLE.identifier.slice(0, -1)}Q`],
    ['ERR_IDENTIFIER_CHECK_PLACEHOLDER', `${SAMPLE.identifier.slice(0, -1)}X`],
    ['ERR_IDENTIFIER_FORM', 'ZJ-2026-1'],
    ['ERR_LICENCE_IDENTIFIER_TYPE', createIdentifier({ ...parts, typeCode: '11100000000013338W011' })],
    ['ERR_LICENCE_IDENTIFIER_ISSUER', createIdentifier({ ...parts, issuerCode: '1199020099990002XB' })],
  ])('exactly this check fails with %s for %s', async (code, identifier) => {
    const text = await credentialOf(withData({ identifier }))
    expect(await failures(text)).toEqual([`licence.identifier ${code}`])
    const document = await resealed((index) => index.replace(SAMPLE.identifier, identifier))
    expect(await failures(document)).toEqual([`licence.identifier ${code}`])
    await expect(issueIn(province, { ...SAMPLE, identifier })).rejects.toThrow(
      expect.objectContaining({ code: code.replace('_PLACEHOLDER', '') }),
    )
  })
})

describe('licence.validity', () => {
  test.each<[string, string]>([
    ['ERR_LICENCE_NOT_YET_VALID', '2026-05-21T15:59:59Z'],
    ['', '2026-06-01T00:00:00Z'],
    ['', '2027-05-21T15:59:59Z'],
    ['ERR_LICENCE_EXPIRED', '2027-05-21T16:00:00Z'],
  ])('%s at %s: days are those of China', async (code, at) => {
    const wrong = await failures(sdJwt, { at: new Date(at) })
    expect(wrong.filter((failure) => failure.startsWith('licence'))).toEqual(
      code ? [`licence.validity ${code}`] : [],
    )
  })
  test('an annotated copy that ran out', async () => {
    const annotation = {
      madeAt: '2026-05-22T10:00:00+08:00',
      maker: '示例银行',
      purpose: '办理开户',
      validUntil: '2026-06-01T10:00:00+08:00',
    }
    const text = await credentialOf(withData({ annotation }))
    expect(await failures(text)).toEqual(['licence.validity ERR_LICENCE_COPY_EXPIRED'])
    expect(await failures(text, { at: new Date('2026-06-01T02:00:00Z') })).toEqual([])
  })
  test('one without an end, before its day of issue', async () => {
    const { validFrom, validUntil, ...rest } = SAMPLE
    const text = await credentialOf(encodeClaims(rest, AT))
    expect(await failures(text)).toEqual([])
    expect(await failures(text, { at: new Date('2026-05-01T00:00:00Z') })).toContain(
      'licence.validity ERR_LICENCE_NOT_YET_VALID',
    )
  })
})

describe('licence.issuer', () => {
  const elsewhere = { issuers: [{ name: '邻市城乡建设委员会', code: SAMPLE.issuers[0]!.code }] }
  test('another authority’s certificate is not enough for an SD-JWT', async () => {
    const text = await credentialOf(withData(elsewhere))
    expect(await failures(text)).toEqual(['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test('another authority’s seal is not enough for an OFD', async () => {
    const document = await resealed((index) => index.replaceAll(AUTHORITY, elsewhere.issuers[0]!.name))
    expect(await failures(document)).toEqual(['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test.each([
    [`${AUTHORITY}电子证照专用章`, true],
    [`${AUTHORITY}`, true],
    [`${AUTHORITY}行政审批专用章（2）`, true],
    [`${AUTHORITY}滨江分局电子证照专用章`, false],
    [`邻${AUTHORITY}电子证照专用章`, false],
    ['电子证照专用章', false],
  ])('the seal %s is the authority’s: %s', async (name, good) => {
    const stranger = await createMember('某某公司', province.roots.signer)
    const seal = await createOfficeSeal(name, province.maker, stranger)
    const files = parseOfdPackage(ofd).files
    const index = new TextDecoder()
      .decode(files.get('OFD.xml'))
      .replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '')
    const kept = [...files].filter(([file]) => !file.includes('Sign') && file !== 'OFD.xml')
    const unsealed = createOfdPackage([
      { name: 'OFD.xml', bytes: encodeUtf8(index) },
      ...kept.map(([file, bytes]) => ({ name: file, bytes })),
    ])
    const document = await sealOfd(unsealed, { seal, signer: stranger.signer, at: AT })
    expect(await failures(document)).toEqual(good ? [] : ['licence.issuer ERR_LICENCE_ISSUER'])
  })
  test('the authority’s own certificate is enough, whatever the seal is called', async () => {
    const seal = await createOfficeSeal('业务专用章', province.maker, province.office)
    expect(await failures(await resealed((index) => index, seal))).toEqual([])
  })
  test('nothing is issued under another’s name', async () => {
    await expect(issueIn(province, { ...SAMPLE, ...elsewhere })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_LICENCE_ISSUER' }),
    )
  })
})

describe('trust', () => {
  test('an issuer under an unknown root cannot be judged', async () => {
    const root = await createAuthority('颁发根', 'P-256')
    const stranger = await createMember(AUTHORITY, root, 'P-256')
    const issued = await issueIn({ ...province, issuer: stranger })
    expect(await failures(issued.sdJwt)).toEqual(['path.anchor ERR_PATH_NO_ANCHOR'])
  })
  test('a root brought along in the header is of no account', async () => {
    const root = await createAuthority('另一颁发根', 'P-256')
    const stranger = await createMember(AUTHORITY, root, 'P-256')
    const issued = await issueIn({ ...province, issuer: stranger }, SAMPLE, {
      issuerCertificates: [stranger.certificate, root.certificate],
    })
    expect(await failures(issued.sdJwt)).toEqual(['path.anchor ERR_PATH_NO_ANCHOR'])
  })
  test('an anchor for one role is worth nothing in another', async () => {
    const anchors = trust.anchors.map((anchor) => ({ ...anchor, roles: ['time-stamper' as const] }))
    const report = await inspectLicence(sdJwt, { trust: { anchors, intermediates: [] }, at: AT })
    expect(report.verdict).toBe('indeterminate')
    expect((await inspectLicence(ofd, { trust: { anchors, intermediates: [] }, at: AT })).verdict).not.toBe(
      'passed',
    )
  })
  test.each<[string, object]>([
    ['none', { x5c: undefined }],
    ['an empty list', { x5c: [] }],
    ['no list', { x5c: 'AAAA' }],
    ['no text', { x5c: [1] }],
    ['eleven', { x5c: Array.from({ length: 11 }, () => encodeX5c([province.issuer.certificate])['x5c']) }],
  ])('certificates: %s', async (_, header) => {
    const text = await credentialOf(withData({}), [], header)
    expect(await failures(text)).toEqual(['sd-jwt.issuer ERR_LICENCE_ISSUER_CERTIFICATE'])
  })
  test('a certificate that does not parse, or is base64url', async () => {
    for (const certificate of ['AAAA', 'MIIB-_', 'MIIB AA=']) {
      const text = await credentialOf(withData({}), [], { x5c: [certificate] })
      expect((await failures(text))[0]).toMatch(/^sd-jwt\.issuer ERR_/)
    }
  })
  test('another credential than an e-licence’s type', async () => {
    const text = await issueSdJwt({
      claims: withData({}),
      selective: [],
      signer: province.issuer.signer,
      type: 'vc+sd-jwt',
      header: encodeX5c([province.issuer.certificate]),
    })
    expect(await failures(text)).toEqual(['sd-jwt.type ERR_SDJWT_TYPE'])
  })
})

describe('presentation', () => {
  test('what the holder withholds is missing, and the rest passes', async () => {
    const shown = await presentSdJwt(sdJwt, { disclose: ['/holders/0/name', '/extensions/GCMC'] })
    const licence = await verifyLicence(shown, { trust, at: AT })
    expect(licence.number).toBeUndefined()
    expect(licence.holders).toEqual([{ name: SAMPLE.holders[0]!.name, codeType: '001' }])
    expect(licence.extensions).toEqual({ GCMC: SAMPLE.extensions['GCMC'] })
    const nothing = await verifyLicence(await presentSdJwt(sdJwt, { disclose: [] }), { trust, at: AT })
    expect(nothing).toMatchObject({ name: SAMPLE.name, holders: [], holder: undefined, extensions: {} })
  })
  test('with proof of possession', async () => {
    const holder = await createTestIssuer()
    const issued = await issueIn(province, SAMPLE, { holderKey: holder.key })
    const keyBinding = { audience: 'https://bank.example', nonce: '1' }
    const shown = await presentSdJwt(issued.sdJwt, {
      disclose: 'all',
      keyBinding: { ...keyBinding, signer: holder.signer, at: AT },
    })
    expect(await failures(shown, { keyBinding })).toEqual([])
    expect(await failures(issued.sdJwt, { keyBinding })).toEqual([
      'sd-jwt.key-binding ERR_SDJWT_KEY_BINDING_MISSING',
    ])
    expect(await failures(shown, { keyBinding: { ...keyBinding, nonce: '2' } })).toEqual([
      'sd-jwt.presentation ERR_SDJWT_NONCE',
    ])
  })
  test('an OFD does not stand in for the proof that was demanded', async () => {
    expect(await failures(ofd, { keyBinding: { audience: 'https://bank.example', nonce: '1' } })).toEqual([
      'licence.form ERR_SDJWT_KEY_BINDING_MISSING',
    ])
  })
  test('every selective claim can be chosen by itself', async () => {
    for (const pointer of selectiveClaims(SAMPLE))
      expect(await failures(await presentSdJwt(sdJwt, { disclose: [pointer] }))).toEqual([])
    await expect(presentSdJwt(sdJwt, { disclose: ['/vct'] })).rejects.toThrow(TypeError)
  })
})

describe('changed bytes', () => {
  test('no change to a byte of the OFD’s names and contents passes', async () => {
    for (let i = 0; i < 120; i++) {
      const at = Math.floor((i / 120) * ofd.length)
      const changed = ofd.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      const { verdict } = await inspectLicence(changed, { trust, at: AT })
      if (verdict === 'passed') {
        // Only a field of the archive that carries neither a name nor content may differ.
        const [before, after] = [parseOfdPackage(ofd).files, parseOfdPackage(changed).files]
        expect([...after.keys()]).toEqual([...before.keys()])
        for (const [name, bytes] of before) expect(after.get(name)).toEqual(bytes)
      }
    }
  })
})

test('what does not pass is thrown, with the code of the check that decides', async () => {
  const at = new Date('2028-06-01T00:00:00Z')
  await expect(verifyLicence('nonsense', { trust })).rejects.toThrow(
    expect.objectContaining({ name: 'TrustError', code: 'ERR_LICENCE_FORM' }),
  )
  await expect(verifyLicence(sdJwt, { trust, at })).rejects.toThrow(
    expect.objectContaining({ code: 'ERR_PATH_EXPIRED' }),
  )
  await expect(verifyLicence(sdJwt, { trust: { anchors: [], intermediates: [] }, at: AT })).rejects.toThrow(
    expect.objectContaining({ code: 'ERR_PATH_NO_ANCHOR' }),
  )
})

test('a time that is none is a wrong call, not a licence without an end', async () => {
  const at = new Date('no time')
  for (const input of [ofd, sdJwt, ''])
    await expect(inspectLicence(input, { trust, at })).rejects.toThrow(RangeError)
  const key = province.issuer.certificate.publicKey
  await expect(inspectSdJwt(sdJwt, { key, at })).rejects.toThrow(RangeError)
  await expect(inspectSdJwt(sdJwt, { key, at: AT, clockSkew: Number.NaN })).rejects.toThrow(RangeError)
})

describe('issuing', () => {
  test.each<[string, object]>([
    ['ERR_METADATA_HOLDER_CODE', { holders: [{ name: '甲', code: '110105194912310021', codeType: '111' }] }],
    ['ERR_METADATA_HOLDER_CODE', { holders: [{ name: '甲', code: '91990100MA990001X8', codeType: '001' }] }],
    ['ERR_METADATA_MISSING', { holders: [] }],
    ['ERR_METADATA_MISSING', { number: '' }],
    ['ERR_METADATA_VALUE', { number: ' 1' }],
    ['ERR_METADATA_VALUE', { name: 'a\u0000b' }],
    ['ERR_METADATA_VALUE', { name: '\ud800' }],
    ['ERR_FACE_FIELD', { extensions: {} }],
    ['ERR_FACE_OVERFLOW', { extensions: { ...SAMPLE.extensions, BZ: '备'.repeat(4000) } }],
  ])('%s for %j', async (code, change) => {
    await expect(issueIn(province, { ...SAMPLE, ...change })).rejects.toThrow(
      expect.objectContaining({ code }),
    )
  })
  test('with a key that is not the certificate’s is a wrong call', async () => {
    const { signer } = await createTestIssuer()
    await expect(issueIn(province, SAMPLE, { issuerSigner: signer })).rejects.toThrow(TypeError)
  })
})
