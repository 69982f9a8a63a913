import { decodeUtf8 } from '../../bytes/utf8.ts'
import { digestLater } from '../../crypto/digest-later.ts'
import { CoreError, type CoreErrorCode, type Sentence } from '../../errors.ts'
import { completeLimits } from '../../limits.ts'
import {
  type Check,
  createReport,
  decidingCheck,
  failed,
  failedBy,
  passed,
  type Report,
  skipped,
} from '../../report.ts'
import type { Trust } from '../anchor.ts'
import { checkEntries } from './checks/entries.ts'
import { checkKeyChange } from './checks/key-change.ts'
import { checkOperator } from './checks/operator.ts'
import { checkScope } from './checks/scope.ts'
import { checkSequence } from './checks/sequence.ts'
import { checkSigner, type SignerPathOptions } from './checks/signer.ts'
import { checkPublisher, checkTerritory } from './checks/territory.ts'
import { checkValidity } from './checks/validity.ts'
import { TRUST_LIST_CHECKS } from './codes.ts'
import { assertThumbprint, parseSignedList, type SignedList, verifySignedList } from './jws.ts'
import { DEFAULT_LIST_LIMITS } from './limits.ts'
import type { TrustList } from './list.ts'
import { rememberList, type TrustListMemory } from './memory.ts'
import { parseTrustListContent } from './parse.ts'
import type { TrustListReading } from './read.ts'
import { isTerritory } from './uri.ts'
import { assertVerified, asVerified, type VerifiedTrustList } from './verified.ts'

/** What a signed list is held against. */
export interface TrustListOptions extends TrustListReading {
  /** Its anchors with the role `trust-list-signer` say who may sign; with `above`, that list says it. */
  readonly trust: Trust
  /** The territory whose list it must be: `CN`, `CN-33`. */
  readonly territory: string
  /** Now. */
  readonly at: Date
  /** What was kept of the last list of this territory. Without it a list can be replaced by an older one. */
  readonly remembered?: TrustListMemory
  /** The list above this one: it names who signs this one, and what this one may allow. */
  readonly above?: VerifiedTrustList
  /** For the path of the signer: revocation and limits. */
  readonly path?: SignerPathOptions
}

/** The checks `trust-list.*`, and the list for use where all of them passed. */
export interface TrustListReport extends Report<TrustList> {
  readonly verified: VerifiedTrustList | undefined
}

/**
 * Inspects a signed trust list: its form, signature and signer, that it is the one asked for and no older than what was
 * seen, that it is in force, does not contradict itself, and allows nothing that is not its to allow.
 *
 * The content is read only once the signature holds and its signer may sign lists: until then `subject` is absent, and
 * `trust-list.format` is skipped, or tells of the header. `parseTrustList` shows what any list says.
 *
 * @returns the checks `trust-list.*`; `indeterminate` with `ERR_TRUST_LIST_EXPIRED` for a list that is overdue, and with
 *   `ERR_PATH_*` where the signer leads to nobody who may sign lists
 * @throws TypeError, RangeError for options that are no such options
 */
export async function inspectTrustList(
  jws: string | Uint8Array,
  options: TrustListOptions,
): Promise<TrustListReport> {
  const { trust, territory, at, remembered, above, path } = options
  if (!isTerritory(territory))
    throw new TypeError('territory: expected CN, or CN- and the prefix of a region code')
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  if (above !== undefined) assertVerified(above, 'above')
  if (remembered !== undefined && remembered.territory !== territory) {
    throw new TypeError(`remembered: expected what was kept of ${territory}, found ${remembered.territory}`)
  }

  const bounds = completeLimits(DEFAULT_LIST_LIMITS, options.limits)
  let signed: SignedList
  try {
    signed = parseSignedList(jws, bounds, options.sm2)
    if (signed.thumbprint !== undefined)
      assertThumbprint(signed, await digestLater('SHA-256', signed.certificates[0].raw))
  } catch (error) {
    return without('trust-list.format', failedBy('trust-list.format', error))
  }
  const [signer] = signed.certificates
  // What nobody signed is not worth a search for a path, or any other judgement.
  if (!(await verifySignedList(signed))) {
    const facts = { signer: signer.subject.text }
    const refused = failed('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE', facts)
    return without('trust-list.signature', refused)
  }
  const signature = passed('trust-list.signature', { algorithm: signed.scheme.alg })
  const { check, anchor } = await checkSigner(signed, { trust, territory, at, above, remembered, path })
  // Anybody can sign thousands of certificates with a key of his own: they are read for those who may sign lists.
  if (check.status !== 'passed') {
    const territorial = checkPublisher(territory, above) ?? skipped('trust-list.territory', check.id)
    return without(check.id, signature, check, territorial, checkKeyChange(signer, remembered))
  }
  let list: TrustList
  try {
    list = parseTrustListContent(decodeUtf8(signed.payload), bounds)
  } catch (error) {
    return without('trust-list.format', failedBy('trust-list.format', error), signature, check)
  }
  const checks = [
    passed('trust-list.format', { territory: list.territory, sequence: list.sequence }),
    signature,
    check,
    checkOperator(list, signer, above),
    checkTerritory(list, territory, above),
    checkKeyChange(signer, remembered),
    await checkSequence(list, signed.payload, remembered),
    checkValidity(list, signed.signedAt, at, above),
    await checkEntries(list),
    checkScope(list, above),
  ]
  const report = createReport(checks, list)
  if (report.verdict !== 'passed') return { ...report, verified: undefined }
  const memory = await rememberList(list, signed.payload, signer, anchor)
  return {
    ...report,
    verified: asVerified({ list, signer, due: earliest(list.nextUpdate, above?.due), memory }),
  }
}

const earliest = (own: Date, above: Date | undefined): Date =>
  above !== undefined && above < own ? above : own

/** A report of the checks that were made; the others are left out for want of one, and say of which. */
function without(because: string, ...made: readonly Check[]): TrustListReport {
  const checks = Object.keys(TRUST_LIST_CHECKS).map(
    (id) => made.find((check) => check.id === id) ?? skipped(id, because),
  )
  return { ...createReport<TrustList>(checks, undefined), verified: undefined }
}

/**
 * The list and what to keep of it, or the first check that stands against it as an error.
 *
 * @example
 * ```ts
 * const national = await verifyTrustList(nationalJws, { trust, territory: 'CN', at: new Date() })
 * const province = await verifyTrustList(provinceJws, {
 *   trust, territory: 'CN-33', at: new Date(), above: national, remembered: lastMemory,
 * })
 * const trustForLicences = trustFrom([national, province])
 * ```
 * @throws CoreError `ERR_TRUST_LIST_*`, `ERR_PATH_*`, and those of the readers below
 */
export async function verifyTrustList(
  jws: string | Uint8Array,
  options: TrustListOptions,
): Promise<VerifiedTrustList> {
  const report = await inspectTrustList(jws, options)
  if (report.verified !== undefined) return report.verified
  throw await errorOf(report)
}

/** The check that decides a report, as an error with its sentence, which is loaded. */
export async function errorOf(report: Report<unknown>): Promise<CoreError> {
  const { code = 'ERR_TRUST_LIST_JWS', facts } = decidingCheck(report) ?? {}
  const { SENTENCES } = await import('./sentences.ts')
  // Codes of the readers below have their sentences with the error.
  return new CoreError(code as CoreErrorCode, facts, undefined, SENTENCES[code] as Sentence)
}
