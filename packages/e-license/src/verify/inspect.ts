import { createReport, decodeUtf8, failed, type Report, skipped } from '@xinyin/core'
import { isJsonSdJwt } from '../credential/json-form.ts'
import { assertAsked } from '../credential/key-binding.ts'
import type { Licence, LicenceForm } from '../metadata/data.ts'
import { isLicenceQr } from '../qr/prefix.ts'
import { errorOf } from './deciding.ts'
import type { LicencePolicy } from './policy.ts'

/** What an SD-JWT begins with: the `{` and what follows it of a header, in base64url. */
const SD_JWT_START = /^e[wy][A-Za-z0-9_-]{2}/

const BRACE = 0x7b

/**
 * Says which form of a licence something is, by its content alone.
 *
 * @returns `undefined` for what is neither an OFD (a ZIP), nor an SD-JWT, nor what a licence's QR code says
 */
export function licenceFormOf(input: Uint8Array | string): LicenceForm | undefined {
  if (typeof input === 'string') return textFormOf(input)
  if (isZip(input)) return 'ofd'
  const text = trimText(input)
  // Only JSON has to be seen whole: a few characters tell the others.
  return textFormOf(text[0] === BRACE ? textOf(text) : String.fromCharCode(...text.subarray(0, 4)))
}

function textFormOf(text: string): LicenceForm | undefined {
  if (SD_JWT_START.test(text) || isJsonSdJwt(text)) return 'sd-jwt'
  return isLicenceQr(text) ? 'qr' : undefined
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]
const BLANKS: ReadonlySet<number | undefined> = new Set([0x09, 0x0a, 0x0d, 0x20])

/** Of a file of text, what an editor may have put around it: a byte order mark, blanks and line breaks. */
function trimText(bytes: Uint8Array): Uint8Array {
  let start = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0
  let end = bytes.length
  while (BLANKS.has(bytes[start])) start++
  while (end > start && BLANKS.has(bytes[end - 1])) end--
  return bytes.subarray(start, end)
}

/** By its beginning, or by the record at its end: some vendors' files have bytes in front. */
function isZip(bytes: Uint8Array): boolean {
  const holds = (record: readonly number[], at: number) => record.every((byte, i) => bytes[at + i] === byte)
  return holds([0x50, 0x4b, 3, 4], 0) || holds([0x50, 0x4b, 5, 6], bytes.length - 22)
}

/**
 * Inspects a licence that somebody handed over: a sealed OFD, an SD-JWT, or the text of a QR code.
 *
 * The report holds the checks of every layer: package, signature, seal and paths for an OFD (`ofd.*`, `signature.*`,
 * `seal.*`), certificate path and credential for an SD-JWT (`path.*`, `sd-jwt.*`), and the licence's own (`licence.*`):
 * metadata (GB/T 36903), identifier (GB/T 36904), validity, and whether what signed it is of the issuing authority.
 *
 * @example
 * ```ts
 * const report = await inspectLicence(upload, { trust })
 * if (report.verdict !== 'passed') return explain(report, 'zh-CN')
 * ```
 * @param input - the file's bytes, or the text of an SD-JWT or QR code; in a file, a byte order mark and blanks may surround it
 * @returns a report; it never throws for what the data says
 * @throws TypeError for a `keyBinding` with an empty audience or nonce; RangeError for an `at` that is no time
 */
export async function inspectLicence(
  input: Uint8Array | string,
  policy: LicencePolicy,
): Promise<Report<Licence>> {
  const at = policy.at ?? new Date()
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  if (policy.keyBinding !== undefined) assertAsked(policy.keyBinding)
  const form = licenceFormOf(input)
  // What reads a form is loaded with the first licence of that form.
  if (form === 'ofd' && typeof input !== 'string')
    return (await import('./ofd.ts')).inspectOfdLicence(input, policy, at)
  if (form === 'sd-jwt') return (await import('./sd-jwt.ts')).inspectSdJwtLicence(textOf(input), policy, at)
  if (form === 'qr')
    return (await import('../qr/inspect.ts')).inspectLicenceQr(textOf(input), { ...policy, at })
  const { skipRules } = await import('./rules.ts')
  const rest = [skipped('licence.metadata', 'licence.form'), ...skipRules('licence.form')]
  return createReport<Licence>([failed('licence.form', 'ERR_LICENCE_FORM'), ...rest], undefined)
}

/** @internal Of a text, one line break at the end is forgiven, and nothing else. Bytes that are no text stay unreadable. */
export function textOf(input: Uint8Array | string): string {
  if (typeof input === 'string') return input.replace(/\r?\n$/, '')
  try {
    return decodeUtf8(trimText(input))
  } catch {
    return ''
  }
}

/**
 * Verifies a licence and returns its data.
 *
 * @throws TrustError with the code of the first check that did not pass; also where the verdict is `indeterminate`
 */
export async function verifyLicence(input: Uint8Array | string, policy: LicencePolicy): Promise<Licence> {
  const report = await inspectLicence(input, policy)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  throw await errorOf(report)
}
