import { encodeUtf8 } from '@xinyin/core'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { encodeClaims } from '../../src/metadata/claims.ts'
import { skipFace } from '../../src/verify/face.ts'
import { checkIdentifier } from '../../src/verify/identifier.ts'
import { inspectLicence, licenceFormOf, verifyLicence } from '../../src/verify/inspect.ts'
import { AT, AUTHORITY, createProvince, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import {
  credentialOf,
  custom,
  failures,
  ofd,
  province,
  resealed,
  sdJwt,
  trust,
  withData,
} from './authority.ts'

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
    for (const [before, after] of [
      ['', '\n'],
      ['\ufeff', ''],
      [' \t\r\n', ' \r\n\n'],
      ['\ufeff\n', '\t'],
    ]) {
      const file = encodeUtf8(`${before}${sdJwt}${after}`)
      expect(licenceFormOf(file)).toBe('sd-jwt')
      expect(await failures(file)).toEqual([])
    }
    expect(await failures(encodeUtf8(`\ufeff\ufeff${sdJwt}`))).toEqual(['licence.form ERR_LICENCE_FORM'])
    expect(await failures(encodeUtf8(`\n\ufeff${sdJwt}`))).toEqual(['licence.form ERR_LICENCE_FORM'])
    expect(await failures(encodeUtf8('\ufeff \n'))).toEqual(['licence.form ERR_LICENCE_FORM'])
    expect(await failures(` ${sdJwt}`)).toEqual(['licence.form ERR_LICENCE_FORM'])
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
      facts: { because: 'status-reference' },
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
      'ERR_METADATA_COUNT',
      (index) => index.replace('<ofd:CustomDatas>', `$&${custom('ZZBFJG', '甲委').repeat(64)}`),
    ],
    [
      'ERR_METADATA_COUNT',
      (index) => index.replace('<ofd:CustomDatas>', `$&${custom('CZZT', '甲公司').repeat(200)}`),
    ],
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
    ['ERR_METADATA_MISSING', { annotation: { purpose: '办理开户' } }],
    ['ERR_METADATA_VALUE', { holders: [{ code_type: 'toString' }] }],
    ['ERR_METADATA_VALUE', { extensions: [] }],
    ['ERR_METADATA_VALUE', { created_at: '2026-05-22' }],
    ['ERR_METADATA_EXTENSION_NAME', { extensions: { 'a b': '1' } }],
    ['ERR_METADATA_COUNT', { holders: Array.from({ length: 201 }, () => ({ code_type: '001' })) }],
    [
      'ERR_METADATA_COUNT',
      { issuing_authorities: Array.from({ length: 65 }, () => ({ ...SAMPLE.issuers[0] })) },
    ],
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
    // The face still shows what it was made with; that is another check's business.
    expect(await failures(document, { face: skipFace })).toEqual([`licence.identifier ${code}`])
    await expect(issueIn(province, { ...SAMPLE, identifier })).rejects.toThrow(
      expect.objectContaining({ code }),
    )
  })
})

test('licence.identifier says which part of the identifier is wrong', async () => {
  const identifier = `${SAMPLE.identifier.slice(0, -1)}Q`
  expect(await checkIdentifier({ ...SAMPLE, identifier })).toMatchObject({
    code: 'ERR_IDENTIFIER_CHECK',
    facts: { part: 'identifier.check-character' },
  })
})

describe('licence.identifier with a region code for its issuer', () => {
  const identifierOf = (issuerCode: string) =>
    createIdentifier({ typeCode: SAMPLE.typeCode, issuerCode, serial: '1' })
  const creditCode = SAMPLE.issuers[0]!.code
  const inspect = async (identifier: string, code: string) => {
    const issuers = [{ name: AUTHORITY, code }]
    const text = await credentialOf(withData({ identifier, issuers }))
    const { checks } = await inspectLicence(text, { trust, at: AT })
    return checks.find(({ id }) => id === 'licence.identifier')!
  }
  test.each([
    ['990100', creditCode, true],
    ['9901000001', creditCode, true],
    ['990102', creditCode, false],
    ['990000', creditCode, false],
    ['990100', '990100', true],
    ['990100', '9901000001', true],
    ['990102', '990100', false],
  ])('%s passes beside %s, with a warning; it is the issuer’s own: %s', async (region, code, ownRegion) => {
    const check = await inspect(identifierOf(region), code)
    expect(check).toMatchObject({
      status: 'passed',
      facts: { ownRegion, warning: 'ERR_IDENTIFIER_ISSUER_REGION' },
    })
    expect(explain(check, 'en')).toContain('region code')
  })
  test.each([
    ['330100', creditCode],
    ['330100', '990100'],
    ['990100', '示例'],
    [creditCode, '990100'],
  ])('%s fails beside %s', async (issuerCode, code) => {
    expect(await inspect(identifierOf(issuerCode), code)).toMatchObject({
      status: 'failed',
      code: 'ERR_LICENCE_IDENTIFIER_ISSUER',
    })
  })
  test('both forms pass, and one is issued', async () => {
    const identifier = identifierOf('990100')
    const issued = await issueIn(province, { ...SAMPLE, identifier })
    expect(await failures(issued.ofd)).toEqual([])
    expect(await failures(issued.sdJwt)).toEqual([])
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
    const text = await credentialOf({ ...withData({ annotation }), iat: 0 })
    expect(await failures(text)).toEqual(['licence.validity ERR_LICENCE_COPY_EXPIRED'])
    expect(await failures(text, { at: new Date('2026-06-01T02:00:00Z') })).toEqual([])
  })
  test.each([
    ['2026-06-03', 'licence.validity ERR_LICENCE_ISSUED_LATER'],
    ['2099-01-01', 'licence.validity ERR_LICENCE_ISSUED_LATER'],
    // It is the 1st in China, and the 2nd begins within a day.
    ['2026-06-02', undefined],
  ])('one issued on %s, seen on the 1st of June: %s', async (issuedOn, failure) => {
    const expected = failure === undefined ? [] : [failure]
    expect(await failures(await credentialOf(withData({ issuedOn })))).toEqual(expected)
    const document = await resealed((index) =>
      index.replace(custom('ZZBFRQ', SAMPLE.issuedOn), custom('ZZBFRQ', issuedOn)),
    )
    expect(await failures(document, { face: skipFace })).toEqual(expected)
    const issued = issueIn(province, { ...SAMPLE, issuedOn })
    if (failure === undefined) await issued
    else await expect(issued).rejects.toThrow(expect.objectContaining({ code: failure.split(' ')[1] }))
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
