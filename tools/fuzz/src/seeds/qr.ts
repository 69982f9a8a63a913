import { createPrivateKey, createSigner } from '@xinyin/core'
import { createRoot } from '@xinyin/core/ca'
import { type CborKey, type CborValue, encodeCbor } from '@xinyin/core/cbor'
import { createCoseSign1 } from '@xinyin/core/cose'
import { createIdentifier, createLicenceQr, type LicenceData } from '@xinyin/e-license'
import { createQrSymbol, encodeQrPng } from '@xinyin/e-license/qr-symbol'
import { CORPUS_TIME, type Seed } from '../corpus.ts'

const OFFICE = { name: '测试市住房和城乡建设局', code: '11330100999900011D' }
const TYPE_CODE = '11100000000013338W009'

/** A permit with items of every kind that a QR code holds. */
const PERMIT: LicenceData = {
  name: '建筑工程施工许可证',
  typeCode: TYPE_CODE,
  number: '330100202606010101',
  identifier: createIdentifier({ typeCode: TYPE_CODE, issuerCode: OFFICE.code, serial: '20260601' }),
  issuers: [OFFICE],
  issuedOn: '2026-05-31',
  holders: [
    { name: '测试建设单位', code: OFFICE.code, codeType: '001' },
    { name: '测试甲', code: '11010519491231002X', codeType: '111' },
  ],
  validFrom: '2026-05-31',
  validUntil: '2027-05-30',
  status: { uri: 'https://status.example.gov.cn/1', index: 7 },
  extensions: { GCMC: '测试工程', HTJG: '26300', GUID: '209FA4E88F9E4C878F3E9BED2CE7EA49' },
}

async function createOffice(kind: 'SM2' | 'P-256') {
  const key = await createPrivateKey(kind)
  const [notBefore, notAfter] = [new Date('2026-01-01T00:00:00Z'), new Date('2028-01-01T00:00:00Z')]
  const certificate = await createRoot({ key, subject: { commonName: OFFICE.name }, notBefore, notAfter })
  return { signer: createSigner(key), certificate }
}

/** Licences in QR codes, under keys that are forgotten. */
export async function createLicenceQrs(): Promise<Seed[]> {
  const [sm2, es256] = [await createOffice('SM2'), await createOffice('P-256')]
  const texts = {
    'valid-sm2': await createLicenceQr(PERMIT, { ...sm2, extensions: Object.keys(PERMIT.extensions) }),
    'valid-es256': await createLicenceQr(PERMIT, { ...es256, holderCode: 'whole' }),
  }
  return Object.entries(texts).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) }))
}

export const QR_PICTURES: readonly Seed[] = ['XY1:TEST', 'https://示例.cn'].map((text, i) => ({
  name: `valid-${i}`,
  bytes: encodeQrPng(createQrSymbol(text), { scale: 2 }),
}))

/** Values of every kind, and a signed message. */
export async function createCborValues(): Promise<Seed[]> {
  const { signer } = await createOffice('P-256')
  const values = new Map<CborKey, CborValue>([
    [1, [0, 23, 24, 255, 256, 65_536, 2n ** 60n, -1, -257]],
    [-1, new Uint8Array(30)],
    ['a', { tag: 1, value: CORPUS_TIME.getTime() / 1000 }],
    ['名称', new Map<CborKey, CborValue>([[0, [true, false, null, '']]])],
  ])
  return [
    { name: 'valid-values', bytes: encodeCbor(values) },
    { name: 'valid-message', bytes: await createCoseSign1({ payload: encodeCbor(values), signer }) },
  ]
}
