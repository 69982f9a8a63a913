import { sealOfd } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { inspectAgreement } from '../../src/agreement/inspect.ts'
import { explain } from '../../src/checks.ts'
import { presentSdJwt } from '../../src/credential/present.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { encodeClaims, selectiveClaims } from '../../src/metadata/claims.ts'
import type { Holder, LicenceData } from '../../src/metadata/data.ts'
import { createLicenceQr } from '../../src/qr/create.ts'
import { AT, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'
import { credentialOf, province, trust } from '../verify/authority.ts'

const person: Holder = { name: '赵某某', code: '11010519491231002X', codeType: '111' }
const second: Holder = { name: '钱某某', code: '440524188001010014', codeType: '111' }
const DATA: LicenceData = {
  ...SAMPLE,
  holders: [person, second],
  status: { uri: 'https://status.example/1', index: 7 },
}
const { issuer, office, seal } = province
const valid = { find: async () => ({ state: 'valid' as const, issuedAt: AT, by: 'x' }) }
const policy = { trust, at: AT, status: valid }

const { ofd, sdJwt, qr = '' } = await issueIn(province, DATA)
const WHOLE: LicenceData = { ...DATA, signing: DATA.signing!, createdAt: DATA.createdAt! }

/** The same authority signs each form of whatever data. */
const asOfd = (data: LicenceData) =>
  sealOfd(createLicenceOfd(data, CONSTRUCTION_PERMIT_FACE), {
    seal,
    signer: office.signer,
    stamps: [],
    protect: 'whole',
    at: AT,
  })
const asSdJwt = (data: LicenceData) => credentialOf(encodeClaims(data, AT), selectiveClaims(data))
const asQr = (data: LicenceData) =>
  createLicenceQr(data, { signer: issuer.signer, certificate: issuer.certificate, extensions: ['GCMC'] })

async function differences(...proofs: (Uint8Array | string)[]) {
  const report = await inspectAgreement(proofs, policy)
  const said = report.checks.map((check) => explain(check, 'en') + explain(check, 'zh-CN')).join()
  expect(said).not.toMatch(/[{}]/)
  for (const { name, code } of DATA.holders)
    for (const secret of [name, code]) expect(JSON.stringify(report.checks) + said).not.toContain(secret)
  return report.checks
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ id, facts }) =>
      `${id} ${facts['element'] ?? facts['reason'] ?? ''} ${facts['deviating'] ?? ''}`.trim(),
    )
}

describe('three proofs of one licence', () => {
  test('say the same', async () => {
    const { verdict, checks, subject } = await inspectAgreement([ofd, sdJwt, qr], policy)
    expect(verdict).toBe('passed')
    expect(subject?.proofs.map((report) => report.subject?.form)).toEqual(['ofd', 'sd-jwt', 'qr'])
    const outcome = (element: string) =>
      subject?.items.filter((item) => item.element === element).map((item) => item.outcome)
    expect(outcome('ZZBS')).toEqual(['same'])
    // The QR code has digests of persons' numbers only, and they count.
    expect(outcome('CZZTDM')).toEqual(['same', 'same'])
    expect(subject?.items.find(({ element }) => element === 'CZZTDM')?.shownBy).toEqual([0, 1, 2])
    expect(checks.filter(({ id }) => id === 'agreement.item').length).toBe(subject?.items.length)
  })

  test('any two of them do, in any order', async () => {
    for (const pair of [
      [ofd, sdJwt],
      [sdJwt, ofd],
      [qr, sdJwt],
      [sdJwt, qr],
    ])
      expect(await differences(...pair)).toEqual([])
  })

  test('a QR code whose issuer nobody knows leaves it open', async () => {
    const { verdict } = await inspectAgreement([ofd, qr], policy)
    expect(verdict).toBe('indeterminate')
    const known = { ...policy, certificates: [issuer.certificate] }
    expect((await inspectAgreement([ofd, qr], known)).verdict).toBe('passed')
  })

  test('what was not disclosed is not shown, and no disagreement', async () => {
    const shown = await presentSdJwt(sdJwt, { disclose: ['/licence_identifier', '/holders/1/name'] })
    expect(await differences(ofd, shown, qr)).toEqual([])
    const alone = await presentSdJwt(sdJwt, { disclose: ['/licence_identifier', '/extensions/GCMC'] })
    const { verdict, checks, subject } = await inspectAgreement([qr, alone], policy)
    expect(verdict).toBe('passed')
    expect(subject?.items.find(({ element }) => element === 'KZ_GCMC')).toEqual({
      element: 'KZ_GCMC',
      outcome: 'not-shown',
      shownBy: [1],
      deviating: [],
    })
    expect(checks.find(({ facts }) => facts['element'] === 'KZ_GCMC')).toMatchObject({ status: 'skipped' })
  })

  test('two that share neither number nor identifier may be of two licences', async () => {
    const shown = await presentSdJwt(sdJwt, { disclose: ['/holders/0/name'] })
    expect(await differences(ofd, shown)).toEqual(['agreement.licence'])
  })
})

/** One item of the licence after the other, said otherwise. */
const number = 'ANOTHER1'
const CHANGES: readonly (readonly [string, Partial<LicenceData>])[] = [
  ['ZZMC', { name: '建筑工程施工许可证（副本）' }],
  ['ZZBH', { number }],
  [
    'ZZBS',
    {
      identifier: createIdentifier({
        typeCode: SAMPLE.typeCode,
        issuerCode: SAMPLE.issuers[0]!.code,
        serial: number,
      }),
    },
  ],
  ['ZZBFRQ', { issuedOn: '2026-05-21' }],
  ['CZZT', { holders: [{ ...person, name: '孙某某' }, second] }],
  ['CZZTDM', { holders: [person, { ...second, code: '110105194912310100' }] }],
  ['CZZTDMLXDM', { holders: [{ ...person, codeType: '414' }, second] }],
  ['ZZYXQQSRQ', { validFrom: '2026-05-21' }],
  ['ZZYXQJZRQ', { validUntil: '2027-05-22' }],
  ['ZTLBDZ', { status: { uri: 'https://status.example/2', index: 7 } }],
  ['ZTLBXH', { status: { uri: 'https://status.example/1', index: 8 } }],
  ['KZ_GCMC', { extensions: { ...SAMPLE.extensions, GCMC: '另一工程' } }],
]
const BEYOND_QR: typeof CHANGES = [
  ['ZZQZMC', { signing: { ...SAMPLE.signing, sealName: '另一印章' } }],
  ['ZZQZSJ', { signing: { ...SAMPLE.signing, signedAt: '2026-05-22T09:31:00+08:00' } }],
  ['ZZQZR', { signing: { ...SAMPLE.signing, signer: '甲' } }],
  ['CJSJ', { createdAt: '2026-05-22T09:28:00+08:00' }],
  ['ZZBGSJ', { changedAt: '2026-05-23T09:28:00+08:00' }],
  ['ZZBGYY', { changeReason: '变更' }],
  ['KZ_BZ', { extensions: { ...SAMPLE.extensions, BZ: '另一备注' } }],
]

describe('an item that is changed in one proof and signed again is named', () => {
  test.each([...CHANGES, ...BEYOND_QR])('%s of the OFD', async (element, change) => {
    const found = await differences(await asOfd({ ...WHOLE, ...change }), sdJwt, await asQr(WHOLE))
    expect(found.length).toBeGreaterThan(0)
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^agreement\\.item ${element} `)))
    // Where all three show it, it is known which of them says otherwise.
    if (CHANGES.some(([name]) => name === element) && element !== 'CZZT')
      expect(found).toContain(`agreement.item ${element} 1 (ofd)`)
  })
  test.each([...CHANGES, ...BEYOND_QR])('%s of the SD-JWT', async (element, change) => {
    const found = await differences(ofd, await asSdJwt({ ...WHOLE, ...change }), await asQr(WHOLE))
    expect(found).toContainEqual(expect.stringMatching(new RegExp(`^agreement\\.item ${element} `)))
    if (CHANGES.some(([name]) => name === element) && element !== 'CZZT')
      expect(found).toContain(`agreement.item ${element} 2 (sd-jwt)`)
  })
  test.each(CHANGES)('%s of the QR code', async (element, change) => {
    const found = await differences(ofd, sdJwt, await asQr({ ...WHOLE, ...change }))
    expect(found).toContain(`agreement.item ${element} 3 (qr)`)
  })

  test('one that is left out, where it could not have been withheld', async () => {
    const { validUntil: _, ...endless } = WHOLE
    expect(await differences(ofd, await asSdJwt(endless))).toEqual([
      'agreement.item ZZYXQJZRQ 1 (ofd), 2 (sd-jwt)',
    ])
    const { BZ: __, ...extensions } = WHOLE.extensions
    const withoutItem = await asOfd({ ...WHOLE, extensions })
    expect(await differences(withoutItem, sdJwt)).toContain('agreement.item KZ_BZ 1 (ofd), 2 (sd-jwt)')
    // Where all that was issued is shown, what is not there was not issued.
    const lacking = await asSdJwt({ ...WHOLE, extensions })
    expect(await differences(ofd, lacking)).toEqual(['agreement.item KZ_BZ 1 (ofd), 2 (sd-jwt)'])
    const part = await presentSdJwt(lacking, { disclose: ['/licence_identifier'] })
    expect(await differences(ofd, part)).toEqual([])
  })

  test('a holder more, or in another order', async () => {
    const one = await presentSdJwt(sdJwt, {
      disclose: ['/licence_identifier', '/holders/1/name', '/holders/1/code'],
    })
    expect(await differences(ofd, one)).toEqual([])
    const other = await asSdJwt({ ...WHOLE, holders: [person, second, { ...second, name: '李某某' }] })
    expect(await differences(ofd, other)).toEqual(
      ['CZZT', 'CZZTDM', 'CZZTDMLXDM'].map((element) => `agreement.item ${element} 1 (ofd), 2 (sd-jwt)`),
    )
  })
})

describe('proofs that do not hold by themselves', () => {
  test('are named, whatever they say', async () => {
    const forged = sdJwt.replace(
      /\.[^.~]{20}/,
      (part) => `${part.slice(0, -1)}${part.endsWith('A') ? 'B' : 'A'}`,
    )
    const { verdict, checks } = await inspectAgreement([ofd, forged], policy)
    expect(verdict).toBe('failed')
    expect(checks[1]).toMatchObject({ id: 'agreement.proof', status: 'failed', facts: { proof: 2 } })
  })
  test('and those that cannot be read leave nothing to compare', async () => {
    const { verdict, checks, subject } = await inspectAgreement([ofd, 'nothing'], policy)
    expect(verdict).toBe('failed')
    expect(checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'agreement.proof passed',
      'agreement.proof failed',
      'agreement.licence skipped',
      'agreement.item skipped',
    ])
    expect(subject?.items).toEqual([])
  })
  test('of three, two that can be read are compared under their own places', async () => {
    const changed = await asQr({ ...WHOLE, number })
    const { subject } = await inspectAgreement([ofd, 'nothing', changed], {
      ...policy,
      certificates: [issuer.certificate],
    })
    expect(subject?.items.find(({ element }) => element === 'ZZBH')).toMatchObject({
      outcome: 'differs',
      shownBy: [0, 2],
      deviating: [0, 2],
    })
  })
  test.each([[[]], [[ofd]], [Array(9).fill(ofd)]])(
    'a wrong number of them is a wrong call (case %#)',
    async (proofs) => {
      await expect(inspectAgreement(proofs as Uint8Array[], policy)).rejects.toThrow(RangeError)
    },
  )
})
