import {
  type Certificate,
  type Check,
  createReport,
  failed,
  failedBy,
  type PathOptions,
  passed,
  type Report,
  skipped,
  type Trust,
} from '@xinyin/core'
import type { Wanted } from '@xinyin/core/trust'
import { nextTurn, TURN_BYTES } from '@xinyin/core/turns'
import { assertPurpose, checkSigner } from './checks/signer.ts'
import { checkSubject } from './checks/subject.ts'
import { checkValidity } from './checks/validity.ts'
import { STATUS_LIST_CHECKS } from './codes.ts'
import { completeStatusListLimits } from './limits.ts'
import { listOf, type StatusList } from './list.ts'
import {
  openStatusListToken,
  type StatusListFormat,
  type StatusListReading,
  type StatusListToken,
} from './token.ts'
import { inflate } from './zlib.ts'

/** What a signed status list is held against. */
export interface StatusListOptions extends StatusListReading {
  /** Anchors of the role `status-issuer` say who may sign it. */
  readonly trust: Trust
  readonly at: Date
  /** Which list it must be: the URI in the licence. */
  readonly uri?: string
  /** The type and region of the licence, to which whoever tells of it may be limited. */
  readonly wanted?: Wanted
  /** Seconds since it was signed; 86,400 unless given. */
  readonly maxAge?: number
  /** Who finds out whether the signer's certificate was revoked; that of the trust unless given. */
  readonly revocation?: PathOptions['revocation']
  /**
   * Object identifier of the purpose for signers of lists (`id-kp-oauthStatusSigning`, draft-ietf-oauth-status-list, 10),
   * for whom its number is settled: a certificate that names purposes has to name it, or any. Not looked at unless given.
   */
  readonly signerPurpose?: string
}

/** What a status list says, out of its compression. */
export interface StatusListSubject {
  readonly uri: string
  readonly format: StatusListFormat
  readonly list: StatusList
  readonly issuedAt: Date
  readonly expiresAt: Date | undefined
  readonly ttl: number | undefined
  readonly aggregationUri: string | undefined
  readonly signer: Certificate
}

export const DEFAULT_MAX_AGE = 86_400

/** A list that was taken apart, and its signature looked at: what does not hang on time or trust. */
export interface OpenedStatusList {
  readonly token: StatusListToken | undefined
  /** What stands against it already. */
  readonly refusal: Check | undefined
  /** The list out of its compression, once. */
  read(): Promise<StatusList>
}

/** Takes a list apart and looks at its signature. It must not change meanwhile. */
export async function openStatusList(
  input: string | Uint8Array,
  reading: StatusListReading,
): Promise<OpenedStatusList> {
  const { maxListBytes } = completeStatusListLimits(reading.limits)
  const nothing = () => Promise.reject(new Error('unreachable: nobody reads a list that is refused'))
  let token: StatusListToken
  try {
    token = await openStatusListToken(input, reading)
    await nextTurnAfter(input)
    if (!(await token.verify())) {
      const facts = { signer: token.certificates[0].subject.text }
      const refusal = failed('status-list.signature', 'ERR_STATUS_LIST_SIGNATURE', facts)
      return { token, refusal, read: nothing }
    }
  } catch (error) {
    return { token: undefined, refusal: failedBy('status-list.format', error), read: nothing }
  }
  const { bits, packed } = token.content
  let list: Promise<StatusList> | undefined
  const read = () => {
    list ??= inflate(packed, maxListBytes).then((bytes) => listOf(bits, bytes))
    return list
  }
  return { token, refusal: undefined, read }
}

/** What was read is still to be copied for its signature: that many megabytes at once are too long. */
const nextTurnAfter = ({ length }: string | Uint8Array) => (length > TURN_BYTES ? nextTurn() : undefined)

/** Octets of the caller's, who may write something else to them while a list is read in turns. */
export async function openOwn(
  list: string | Uint8Array,
  reading: StatusListReading,
): Promise<OpenedStatusList> {
  const { maxTokenBytes } = completeStatusListLimits(reading.limits)
  // What is too long is refused by its length alone.
  if (typeof list === 'string' || list.length > maxTokenBytes) return openStatusList(list, reading)
  const own = new Uint8Array(list)
  await nextTurnAfter(own)
  return openStatusList(own, reading)
}

/** Judges a list that was opened, by time and trust. It is taken out of its compression once its signer may speak. */
async function judgeStatusList(
  { token, refusal, read }: OpenedStatusList,
  options: StatusListOptions,
  knownSigner?: Check,
): Promise<Report<StatusListSubject>> {
  const { trust, at, uri, wanted, maxAge = DEFAULT_MAX_AGE, revocation, signerPurpose } = options
  if (token === undefined || refusal !== undefined) return without(refusal)
  const { format, content, certificates } = token
  const signature = passed('status-list.signature', { format })
  const check =
    knownSigner ??
    (await checkSigner(certificates, {
      trust,
      at,
      signerPurpose,
      ...(wanted === undefined ? {} : { wanted }),
      ...(revocation === undefined ? {} : { revocation }),
    }))
  if (check.status !== 'passed') return without(check, signature)
  let list: StatusList
  try {
    list = await read()
  } catch (error) {
    return without(failedBy('status-list.format', error), signature, check)
  }
  const checks = [
    passed('status-list.format', { format, bits: list.bits, size: list.size }),
    signature,
    check,
    checkSubject(content, uri),
    checkValidity(content, at, maxAge),
  ]
  const { issuedAt, expiresAt, ttl, aggregationUri } = content
  const [signer] = certificates
  return createReport(checks, {
    uri: content.uri,
    format,
    list,
    issuedAt,
    expiresAt,
    ttl,
    aggregationUri,
    signer,
  })
}

/**
 * Inspects a signed status list (draft-ietf-oauth-status-list, 8.3): its form, signature and signer, that it is the one
 * asked for, and its age. One of millions of places is read in turns, so that nothing else on the thread waits for it.
 *
 * @param input - a JWT or a CWT
 * @returns the checks `status-list.*`; it never throws for what the data says. `indeterminate` for a list that has run out
 *   or is too old, and for a signer who leads to nobody who may sign it
 * @throws RangeError for options that are none; TypeError for a purpose that is no object identifier
 * @example
 * ```ts
 * const report = await inspectStatusList(file, { trust, at: new Date(), uri: 'https://status.example.gov.cn/1' })
 * if (report.verdict === 'passed' && report.subject) readStatus(report.subject.list, 42)
 * ```
 */
export async function inspectStatusList(
  input: string | Uint8Array,
  options: StatusListOptions,
): Promise<Report<StatusListSubject>> {
  const { at, maxAge = DEFAULT_MAX_AGE } = options
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  assertMaxAge(maxAge)
  assertPurpose(options.signerPurpose)
  return judgeStatusList(await openOwn(input, options), options)
}

/** Not a number would compare as neither old nor new. */
export function assertMaxAge(maxAge: number): void {
  if (!(maxAge >= 0)) throw new RangeError('maxAge: seconds, from 0')
}

/** A report of the checks that were made; the others are left out because of the first. */
function without(because: Check | undefined, ...made: readonly Check[]): Report<StatusListSubject> {
  const all = because === undefined ? made : [because, ...made]
  const checks = Object.keys(STATUS_LIST_CHECKS).map(
    (id) => all.find((check) => check.id === id) ?? skipped(id, because?.id ?? 'status-list.format'),
  )
  return createReport<StatusListSubject>(checks, undefined)
}
