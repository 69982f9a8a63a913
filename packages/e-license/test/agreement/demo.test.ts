import { sealOfd } from '@xinyin/e-seal/ofd'
import { describe, expect, test } from 'vitest'
import { permitData, QR_ITEMS } from '../../../../examples/main-job/permit.ts'
import { inspectAgreement } from '../../src/agreement/inspect.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../src/file/ofd.ts'
import { encodeClaims, selectiveClaims } from '../../src/metadata/claims.ts'
import type { Holder, Issuer, LicenceData } from '../../src/metadata/data.ts'
import { encodeQrContent } from '../../src/qr/content.ts'
import { digestHolderCode } from '../../src/qr/holder-digest.ts'
import { parseLicenceQr } from '../../src/qr/parse.ts'
import { AT, issueIn } from '../province.ts'
import { province, signContent } from '../qr/offices.ts'
import { SAMPLE } from '../sample.ts'

const { trust, seal, office, issuer } = province
const holder: Holder = { name: '测试甲', code: '11010519491231002X', codeType: '111' }

/** What `npm run demo` issues, with what issuing adds to it, so that each form can be made again. */
const DEMO: LicenceData = {
  ...permitData(
    { name: holder.name, idNumber: holder.code } as Parameters<typeof permitData>[0],
    SAMPLE.issuers[0]!,
    { uri: 'http://127.0.0.1:8866/status/1', index: 1365 },
    AT,
  ),
  signing: { sealName: seal.info.name, signedAt: '2026-06-01T16:00:00+08:00' },
  createdAt: '2026-06-01T16:00:00+08:00',
}

const policy = {
  trust,
  at: AT,
  status: { find: async () => ({ state: 'valid' as const, issuedAt: AT, by: 'x' }) },
}

const { ofd, sdJwt, qr = '' } = await issueIn(province, DEMO, { qr: { extensions: QR_ITEMS } })

const withIssuer = (change: Partial<Issuer>) => ({ issuers: [{ ...DEMO.issuers[0]!, ...change }] })
const withHolder = (change: Partial<Holder>) => ({ holders: [{ ...holder, ...change }] })

/** Each item of the demo's licence, said otherwise. */
const OTHERWISE: Readonly<Record<string, Partial<LicenceData>>> = {
  ZZMC: { name: '建筑工程施工许可证（副本）' },
  ZZLXDM: { typeCode: '11100000000013338W008' },
  ZZBH: { number: 'ANOTHER1' },
  ZZBS: { identifier: SAMPLE.identifier },
  ZZBFRQ: { issuedOn: '2026-05-31' },
  ZZYXQQSRQ: { validFrom: '2026-05-31' },
  ZZYXQJZRQ: { validUntil: '2027-06-30' },
  ZZQZSJ: { signing: { ...DEMO.signing, signedAt: '2026-06-01T16:00:01+08:00' } },
  ZZQZMC: { signing: { ...DEMO.signing, sealName: '另一印章' } },
  CJSJ: { createdAt: '2026-06-01T15:59:59+08:00' },
  ZTLBDZ: { status: { ...DEMO.status!, uri: 'http://127.0.0.1:8866/status/2' } },
  ZTLBXH: { status: { ...DEMO.status!, index: 1366 } },
  ZZBFJG: withIssuer({ name: '另一市住房和城乡建设局' }),
  ZZBFJGDM: withIssuer({ code: '11330100999900011D' }),
  CZZT: withHolder({ name: '测试乙' }),
  CZZTDM: withHolder({ code: '440524188001010014' }),
  CZZTDMLXDM: withHolder({ codeType: '414' }),
  ...Object.fromEntries(
    Object.entries(DEMO.extensions).map(([name, value]) => [
      `KZ_${name}`,
      { extensions: { ...DEMO.extensions, [name]: `${value}（变更）` } },
    ]),
  ),
}

/** The authority makes and signs one form again, of whatever data: here nothing keeps it from errors. */
const REMADE = {
  ofd: (data: LicenceData) =>
    sealOfd(createLicenceOfd(data, CONSTRUCTION_PERMIT_FACE), {
      seal,
      signer: office.signer,
      stamps: [],
      protect: 'whole',
      at: AT,
    }),
  'sd-jwt': (data: LicenceData) =>
    issueSdJwt({
      claims: encodeClaims(data, AT),
      selective: selectiveClaims(data),
      signer: issuer.signer,
      header: encodeX5c([issuer.certificate]),
    }),
  async qr(data: LicenceData) {
    const { name, typeCode, number, identifier, issuers, issuedOn, validFrom, validUntil, status } = data
    const holders = data.holders.map(({ name, codeType }) => ({ name, codeType }))
    const digests = data.holders.map(({ code, codeType }) => digestHolderCode(code, codeType, identifier))
    const { GCMC = '' } = data.extensions
    const dates = { issuedOn, validFrom: validFrom!, validUntil: validUntil! }
    const items = { name, typeCode, number, identifier, issuers, holders, status: status!, ...dates }
    const content = { data: { ...items, extensions: { GCMC } }, digests: await Promise.all(digests) }
    return signContent(encodeQrContent(content), { by: issuer })
  },
}

type Form = keyof typeof REMADE
const PROOFS: Readonly<Record<Form, Uint8Array | string>> = { ofd, 'sd-jwt': sdJwt, qr }
const FORMS = Object.keys(PROOFS) as Form[]

async function compare(changed?: Form, data: LicenceData = DEMO) {
  const proofs = FORMS.map((form) => (form === changed ? REMADE[form](data) : PROOFS[form]))
  return inspectAgreement(await Promise.all(proofs), policy)
}

describe('the three proofs of the demo', () => {
  test('say the same', async () => {
    expect((await compare()).verdict).toBe('passed')
  })
  test.each(FORMS)('and so does an unchanged %s that is made again', async (form) => {
    expect((await compare(form)).verdict).toBe('passed')
  })

  test('have no item that is not changed below', async () => {
    const { subject } = await compare()
    const shown = subject?.items.map(({ element }) => element) ?? []
    expect(shown.length).toBeGreaterThan(20)
    expect([...shown].sort()).toEqual(Object.keys(OTHERWISE).sort())
    const inQr = subject?.items.filter(({ shownBy }) => shownBy.includes(2)).map(({ element }) => element)
    expect(inQr?.sort()).toEqual(Object.keys(OTHERWISE).filter(isInQr).sort())
    expect(Object.keys(parseLicenceQr(qr).data.extensions)).toEqual(QR_ITEMS)
  })
})

/** Not what came of the sealing, and of the extensions no more than there is room for. */
const isInQr = (element: string) =>
  !['ZZQZSJ', 'ZZQZMC', 'CJSJ'].includes(element) &&
  (!element.startsWith('KZ_') || QR_ITEMS.includes(element.slice(3)))

const cases = Object.entries(OTHERWISE).flatMap(([element, change]) =>
  FORMS.filter((form) => form !== 'qr' || isInQr(element)).map((form) => [element, form, change] as const),
)

test.each(cases)('%s changed in the %s, which is signed again, is named', async (element, form, change) => {
  const { verdict, checks, subject } = await compare(form, { ...DEMO, ...change })
  expect(verdict).toBe('failed')
  const differing = checks.filter(({ id, status }) => id === 'agreement.item' && status === 'failed')
  const named = differing.find(({ facts }) => facts['element'] === element)
  expect(named?.code).toBe('ERR_AGREEMENT_DIFFERS')
  // Whose number a digest is of depends on name, kind and identifier: where one of them is another, so is the number.
  const alone = ['CZZT', 'CZZTDMLXDM', 'ZZBS'].includes(element) ? ['CZZTDM', element] : [element]
  for (const { facts } of differing) expect(alone).toContain(facts['element'])
  // Where two others say the same, it is known which proof is the odd one.
  const place = FORMS.indexOf(form)
  const item = subject?.items.find((stated) => stated.element === element)
  if (item?.shownBy.length === 3) expect(item.deviating).toEqual([place])
  else expect(item?.deviating).toContain(place)
})
