import { type Catalogue, CoreError, type CoreErrorCode, type Sentence } from '../../errors.ts'
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
import { PATH_CODES } from '../../x509/path/codes.ts'
import { REVOCATION_CODES } from '../../x509/revocation/codes.ts'
import type { Trust } from '../anchor.ts'
import { TRUST_CODES } from '../codes.ts'
import { checkEntries } from './checks/entries.ts'
import { checkKeyChange } from './checks/key-change.ts'
import { checkOperator } from './checks/operator.ts'
import { checkScope } from './checks/scope.ts'
import { checkSequence } from './checks/sequence.ts'
import { checkSigner, type SignerPathOptions } from './checks/signer.ts'
import { checkTerritory } from './checks/territory.ts'
import { checkValidity } from './checks/validity.ts'
import { TRUST_LIST_CHECKS, TRUST_LIST_CODES } from './codes.ts'
import { verifySignedList } from './jws.ts'
import type { TrustList } from './list.ts'
import { rememberList, type TrustListMemory } from './memory.ts'
import { type ReadList, readSignedList, type TrustListReading } from './read.ts'
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

  let read: ReadList
  try {
    read = readSignedList(jws, options)
  } catch (error) {
    return without(undefined, failedBy('trust-list.format', error))
  }
  const { signed, list } = read
  const format = passed('trust-list.format', { territory: list.territory, sequence: list.sequence })
  const [signer] = signed.certificates
  // What nobody signed is not worth a search for a path, or any other judgement.
  if (!(await verifySignedList(signed))) {
    const facts = { signer: signer.subject.text }
    return without(list, format, failed('trust-list.signature', 'ERR_TRUST_LIST_SIGNATURE', facts))
  }
  const { check, anchor } = await checkSigner(signed, { trust, territory, at, above, remembered, path })
  const checks = [
    format,
    passed('trust-list.signature', { algorithm: signed.scheme.alg }),
    check,
    checkOperator(list, signer, above),
    checkTerritory(list, territory, above),
    checkKeyChange(signer, remembered),
    checkSequence(list, signed.payload, remembered),
    checkValidity(list, signed.signedAt, at, above),
    checkEntries(list),
    checkScope(list, above),
  ]
  const report = createReport(checks, list)
  if (report.verdict !== 'passed') return { ...report, verified: undefined }
  const memory = rememberList(list, signed.payload, signer, anchor)
  return { ...report, verified: asVerified({ list, signer, memory }) }
}

/** A report that ends with its last check; those that follow are left out, and say for want of what. */
function without(list: TrustList | undefined, ...made: readonly [Check, ...Check[]]): TrustListReport {
  const because = made.at(-1)?.id ?? ''
  const rest = Object.keys(TRUST_LIST_CHECKS).slice(made.length)
  return {
    ...createReport([...made, ...rest.map((id) => skipped(id, because))], list),
    verified: undefined,
  }
}

const SENTENCES: Catalogue = /* @__PURE__ */ (() => ({
  ...PATH_CODES,
  ...REVOCATION_CODES,
  ...TRUST_CODES,
  ...TRUST_LIST_CODES,
}))()

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
  return report.verified ?? throwDeciding(report)
}

/** Throws the check that decides a report. Codes of the readers below have their sentences with the error. */
export function throwDeciding(report: Report<unknown>): never {
  const { code = 'ERR_TRUST_LIST_JWS', facts } = decidingCheck(report) ?? {}
  throw new CoreError(code as CoreErrorCode, facts, undefined, SENTENCES[code] as Sentence)
}
