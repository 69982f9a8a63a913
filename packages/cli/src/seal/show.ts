import {
  type Catalogue,
  type Certificate,
  digest,
  encodeHex,
  type Language,
  parseCertificate,
  TrustError,
} from '@xinyin/core'
import { describeOid } from '@xinyin/core/x509'
import { parseSeal, SEAL_CHECKS, type Seal, type SealTolerance } from '@xinyin/e-seal'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { writeNew } from '../files/write.ts'
import type { Session } from '../session.ts'
import { formatRows, type Row } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'

const ROWS = {
  name: { en: 'Name', 'zh-CN': '名称' },
  id: { en: 'Identifier', 'zh-CN': '印章标识' },
  type: { en: 'Type', 'zh-CN': '类型' },
  form: { en: 'Written to', 'zh-CN': '依据标准' },
  vendor: { en: 'Software', 'zh-CN': '厂商标识' },
  createdAt: { en: 'Made at', 'zh-CN': '制作时间' },
  validity: { en: 'Valid', 'zh-CN': '有效期' },
  picture: { en: 'Picture', 'zh-CN': '图案' },
  signer: { en: 'May be used by', 'zh-CN': '签章人' },
  maker: { en: 'Seal maker', 'zh-CN': '制章人' },
  algorithm: { en: 'Signed with', 'zh-CN': '签名算法' },
  timeStamp: { en: 'Time stamp', 'zh-CN': '时间戳' },
  extension: { en: 'Extension', 'zh-CN': '扩展项' },
  deviation: { en: 'Not as in the standard', 'zh-CN': '与标准不符' },
  fingerprint: { en: 'SM3', 'zh-CN': 'SM3 摘要' },
} as const satisfies Catalogue

const MAX_SEAL_FILE = 32 * 1024 * 1024

const time = (date: Date) => date.toISOString().replace(/\.000Z$/, 'Z')

/** The name in a certificate; `?` for one that cannot be read, which the verdict would say. */
function nameIn(der: Uint8Array): string {
  try {
    const { subject, notAfter }: Certificate = parseCertificate(der)
    return `${subject.text}  → ${notAfter.toISOString().slice(0, 10)}`
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return `? (${error.code})`
  }
}

/** The title of the check that reports it, without the word that it is tolerated: nothing is judged here. */
const sayDeviation = (tolerance: SealTolerance, language: Language): string =>
  SEAL_CHECKS[`tolerance.${tolerance}`][language].replace(/^[^:：]*[:：]\s*/, '')

/** What a seal says of itself, in lines. */
export function describeSeal(seal: Seal, language: Language): Row[] {
  const { info } = seal
  const row = (name: keyof typeof ROWS, value: string): Row => ({ label: ROWS[name][language], value })
  const { picture, signers } = info
  const holders =
    signers.kind === 'certificates'
      ? signers.certificates.map(nameIn)
      : signers.digests.map((each) => `${each.type} ${encodeHex(each.digest)}`)
  return [
    row('name', info.name),
    row('id', info.id),
    row('type', String(info.type)),
    row('form', `${seal.form} (${info.version})`),
    row('vendor', info.vendor),
    row('createdAt', time(info.createdAt)),
    row('validity', `${time(info.validFrom)} – ${time(info.validTo)}`),
    row('picture', `${picture.type}, ${picture.width} × ${picture.height} mm, ${picture.data.length} B`),
    ...holders.map((holder) => row('signer', holder)),
    row('maker', nameIn(seal.makerCertificate)),
    row('algorithm', describeOid(seal.algorithm, language)),
    ...(seal.timeStamp === undefined ? [] : [row('timeStamp', `${seal.timeStamp.length} B`)]),
    ...info.extensions.map(({ oid, critical, value }) =>
      row('extension', `${oid}${critical ? ' !' : ''}  ${value.length} B`),
    ),
    ...seal.deviations.map(({ tolerance, element }) =>
      row('deviation', `${element}: ${sayDeviation(tolerance, language)}`),
    ),
    row('fingerprint', encodeHex(digest('SM3', seal.raw))),
  ]
}

export interface ShowOptions {
  readonly picture?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** `xinyin seal show`: what a seal says of itself. Nothing is verified. */
export async function showSeal(file: string, options: ShowOptions, session: Session): Promise<Exit> {
  const { terminal, language, colors } = session
  const { picture, force = false, json = false } = options
  const bytes = await readFile(file, MAX_SEAL_FILE)
  if (bytes.length === 0) throw new CliError('ERR_FILE_EMPTY')
  try {
    const seal = parseSeal(bytes)
    const rows = describeSeal(seal, language)
    terminal.out(
      json
        ? JSON.stringify({ file, kind: 'seal', rows })
        : `${colors.bold(printable(file))}\n${formatRows(rows, colors)}`,
    )
    if (picture !== undefined) await writeNew(picture, seal.info.picture.data, force)
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
