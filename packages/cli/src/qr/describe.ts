import { type Catalogue, encodeHex, type Language, TrustError } from '@xinyin/core'
import { isLicenceQr, type LicenceQr, parseLicenceQr } from '@xinyin/e-license'
import { complaint } from '../checks.ts'
import { EXIT, type Exit } from '../exit.ts'
import type { Session } from '../session.ts'
import { formatRows, type Row } from '../terminal/columns.ts'

const ROWS = {
  name: { en: 'Name', 'zh-CN': '证照名称' },
  typeCode: { en: 'Type code', 'zh-CN': '证照类型代码' },
  number: { en: 'Number', 'zh-CN': '证照编号' },
  identifier: { en: 'Identifier', 'zh-CN': '证照标识' },
  issuer: { en: 'Issued by', 'zh-CN': '颁发机构' },
  issuedOn: { en: 'Issued on', 'zh-CN': '颁发日期' },
  holder: { en: 'Holder', 'zh-CN': '持证主体' },
  validity: { en: 'Valid', 'zh-CN': '有效期' },
  status: { en: 'State is told at', 'zh-CN': '状态查询' },
  signature: { en: 'Signed with', 'zh-CN': '签名算法' },
  certificate: { en: 'Certificate of the issuer', 'zh-CN': '签发者证书' },
} as const satisfies Catalogue

const UNVERIFIED = {
  en: 'What the code says; nothing is verified.',
  'zh-CN': '以下为二维码所载内容，未经核验。',
} as const

const WITHHELD = { en: 'code not shown', 'zh-CN': '代码未显示' } as const
const COMPARABLE = { en: 'code not shown, can be compared', 'zh-CN': '代码未显示，可比对' } as const
const OPEN_END = { en: 'no end', 'zh-CN': '长期' } as const
const EMBEDDED = { en: 'in the code', 'zh-CN': '已包含' } as const

/**
 * Prints what a licence's QR code says of itself, under a line that says that nobody has verified it; of any other code
 * nothing.
 *
 * @returns `failed` for a licence's code that cannot be read
 */
export function printLicenceQr(text: string, { terminal, language, colors }: Session): Exit {
  if (!isLicenceQr(text)) return EXIT.passed
  try {
    const rows = describe(parseLicenceQr(text), language)
    terminal.out(`${colors.yellow(UNVERIFIED[language])}\n${formatRows(rows, colors)}`)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}

function describe(qr: LicenceQr, language: Language): Row[] {
  const { data } = qr
  const row = (name: keyof typeof ROWS, value: string): Row => ({ label: ROWS[name][language], value })
  const { validFrom = data.issuedOn, validUntil = OPEN_END[language] } = data
  const thumbprint = `SHA-256 ${encodeHex(qr.thumbprint)}…`
  return [
    row('name', data.name),
    row('typeCode', data.typeCode),
    row('number', data.number),
    row('identifier', data.identifier),
    ...data.issuers.map(({ name, code }) => row('issuer', `${name}  ${code}`)),
    row('issuedOn', data.issuedOn),
    ...data.holders.map(({ name = '', code }, i) =>
      row('holder', `${name}  ${code ?? sayHidden(qr, i, language)}`),
    ),
    row('validity', `${validFrom} – ${validUntil}`),
    ...Object.entries(data.extensions).map(([name, value]): Row => ({ label: `KZ_${name}`, value })),
    ...(data.status === undefined ? [] : [row('status', `${data.status.uri}  ${data.status.index}`)]),
    row('signature', qr.algorithm),
    row('certificate', qr.certificates.length === 0 ? thumbprint : `${thumbprint} (${EMBEDDED[language]})`),
  ]
}

const sayHidden = ({ digests }: LicenceQr, i: number, language: Language): string =>
  `(${(digests[i] === undefined ? WITHHELD : COMPARABLE)[language]})`
