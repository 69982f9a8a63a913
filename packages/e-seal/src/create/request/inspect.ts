import {
  type Certificate,
  type Check,
  createReport,
  decodeUtf8,
  failed,
  failedBy,
  type PathOptions,
  passed,
  type Report,
  skipped,
  type Trust,
} from '@xinyin/core'
import { parseStatement, type Statement, verifyStatement } from '../../statement/jws.ts'
import { errorOf } from '../../verify/deciding.ts'
import { pathPolicy } from '../../verify/revocation.ts'
import { checkDuplicate } from './checks/duplicate.ts'
import { checkRequestName } from './checks/name.ts'
import { checkRequestPicture } from './checks/picture.ts'
import { checkPossession } from './checks/possession.ts'
import { checkRenews } from './checks/renews.ts'
import { checkReplay } from './checks/replay.ts'
import { checkRequestSigners } from './checks/signers.ts'
import { checkRequestTime } from './checks/time.ts'
import { checkRequestValidity } from './checks/validity.ts'
import { SEAL_REQUEST_CHECKS } from './codes.ts'
import { parseSealRequestContent } from './parse.ts'
import { completeSealPolicy, type SealPolicy, type SealRegister } from './policy.ts'
import { REQUEST_LIMITS, type SealRequest } from './request.ts'

/** What a request for a seal is held against. */
export interface SealRequestOptions {
  /** Who may sign with seals: anchors of the role `seal-signer`. */
  readonly trust: Trust
  /** Now. */
  readonly at: Date
  /** Who finds out whether certificates were revoked; as for a seal unless given. */
  readonly revocation?: PathOptions['revocation']
  readonly policy?: Partial<SealPolicy>
  /** What was asked for and made before. Without it a request may be granted twice. */
  readonly register?: SealRegister
}

/** A request every check of which has passed. Only `inspectSealRequest` and `verifySealRequest` make one. */
export interface ReviewedSealRequest {
  readonly request: SealRequest
  /** Who signed it. */
  readonly signer: Certificate
}

/** The checks `seal-request.*`, and the request to issue a seal for where all of them passed. */
export interface SealRequestReport extends Report<SealRequest> {
  readonly reviewed: ReviewedSealRequest | undefined
}

const reviewed = /* @__PURE__ */ new WeakSet<ReviewedSealRequest>()

/** @throws TypeError for an object that looks like a request that was reviewed and is none */
export function assertReviewed(value: ReviewedSealRequest): void {
  if (!reviewed.has(value)) throw new TypeError('request: expected one that verifySealRequest returned')
}

/**
 * Reviews a request for a seal 制章审核: that who asks holds the key and may sign with seals, that the name is his, that
 * the picture can be shown and is of a seal's size, that the validity is within that of the certificates, and that there
 * is no such request or seal already.
 *
 * Where the name is not plainly the applicant's, the verdict is `indeterminate`: somebody has to look, and
 * `policy.ownsName` says what he found.
 *
 * @returns the checks `seal-request.*`; it never throws for what the data says
 */
export async function inspectSealRequest(
  jws: string | Uint8Array,
  options: SealRequestOptions,
): Promise<SealRequestReport> {
  const { at, register } = options
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  const policy = completeSealPolicy(options.policy)
  let statement: Statement
  try {
    statement = parseStatement(jws, { type: 'seal-request+jws', maxBytes: REQUEST_LIMITS.maxBytes })
  } catch (error) {
    return without(failedBy('seal-request.format', error))
  }
  const [signer, ...intermediates] = statement.certificates
  if (!(await verifyStatement(statement))) {
    const facts = { type: statement.type, signer: signer.subject.text }
    return without(failed('seal-request.signature', 'ERR_STATEMENT_SIGNATURE', facts))
  }
  const signature = passed('seal-request.signature', { algorithm: statement.scheme.alg })
  let request: SealRequest
  try {
    request = parseSealRequestContent(decodeUtf8(statement.payload))
  } catch (error) {
    return without(failedBy('seal-request.format', error), signature)
  }
  const checks = [
    passed('seal-request.format', { request: request.request }),
    signature,
    checkPossession(signer, request),
    await checkRequestSigners(request, pathPolicy(options), at, intermediates),
    checkRequestTime(request, statement.signedAt, policy, at),
    await checkReplay(request, register),
    await checkRequestName(request, signer, policy),
    await checkRequestPicture(request, policy),
    checkRequestValidity(request, policy, at),
    await checkDuplicate(request, register, at),
    await checkRenews(request, register),
  ]
  const report = createReport(checks, request)
  if (report.verdict !== 'passed') return { ...report, reviewed: undefined }
  const value = Object.freeze({ request, signer })
  reviewed.add(value)
  return { ...report, reviewed: value }
}

/**
 * The request to issue a seal for, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check; also where the verdict is `indeterminate`
 */
export async function verifySealRequest(
  jws: string | Uint8Array,
  options: SealRequestOptions,
): Promise<ReviewedSealRequest> {
  const report = await inspectSealRequest(jws, options)
  if (report.reviewed === undefined) throw await errorOf(report)
  return report.reviewed
}

/** A report of the checks that were made; the others are left out because of the first. */
function without(because: Check, ...made: readonly Check[]): SealRequestReport {
  const all = [because, ...made]
  const checks = Object.keys(SEAL_REQUEST_CHECKS).map(
    (id) => all.find((check) => check.id === id) ?? skipped(id, because.id),
  )
  return { ...createReport<SealRequest>(checks, undefined), reviewed: undefined }
}
