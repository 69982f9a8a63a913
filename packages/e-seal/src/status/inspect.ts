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
  type Sm2JoseProfile,
  skipped,
  type Trust,
} from '@xinyin/core'
import { parseStatement, type Statement, type StatementType, verifyStatement } from '../statement/jws.ts'
import { errorOf } from '../verify/deciding.ts'
import { pathPolicy } from '../verify/revocation.ts'
import { checkStatusSequence } from './checks/sequence.ts'
import { checkStatusSigner, type StatusRole } from './checks/signer.ts'
import { checkStatusSubject } from './checks/subject.ts'
import { checkStatusValidity } from './checks/validity.ts'
import { SEAL_STATUS_CHECKS } from './codes.ts'
import { completeStatusLimits, type SealStatusLimits } from './limits.ts'
import type { SealStatusList } from './list.ts'
import { contentDigest, type SealStatusMemory } from './memory.ts'
import { parseSealStatusAnswerContent, parseSealStatusListContent, type SealStatusAnswer } from './parse.ts'

/** What a status list or an answer is held against. */
export interface SealStatusOptions {
  /** Anchors of the roles `status-issuer` and `seal-maker` say who may sign it. */
  readonly trust: Trust
  /** Now. */
  readonly at: Date
  /** Who finds out whether the signer's certificate was revoked; as for a seal unless given. */
  readonly revocation?: PathOptions['revocation']
  readonly limits?: Partial<SealStatusLimits>
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

export interface SealStatusListOptions extends SealStatusOptions {
  /** Which list it must be, where that is known. */
  readonly list?: string
  /** What was kept of the last list. Without it a list can be replaced by an older one that is not yet overdue. */
  readonly remembered?: SealStatusMemory
}

/** A list or an answer every check of which has passed. */
export interface VerifiedSealStatus<Content> {
  readonly content: Content
  readonly signer: Certificate
  readonly role: StatusRole
  /** Who issued the signer's certificate; nobody where he is an anchor himself. */
  readonly authority: Certificate | undefined
}

/** A list every check of which has passed. */
export interface VerifiedSealStatusList extends VerifiedSealStatus<SealStatusList> {
  /** What to keep, and to give as `remembered` when the next list is verified. */
  readonly memory: SealStatusMemory
}

/** The checks `seal-status.*`, and the list or answer for use where all of them passed. */
export interface SealStatusReport<Content, Verified> extends Report<Content> {
  readonly verified: Verified | undefined
}

/**
 * Inspects a signed status list: its form, signature and signer, that it is the one asked for and no older than what was
 * seen, and that it is in force.
 *
 * Of which makers' seals it may tell hangs on the seal, and is looked at where a seal is held against it.
 *
 * @returns the checks `seal-status.*`; it never throws for what the data says
 * @throws TypeError, RangeError for options that are no such options
 */
export async function inspectSealStatusList(
  jws: string | Uint8Array,
  options: SealStatusListOptions,
): Promise<SealStatusReport<SealStatusList, VerifiedSealStatusList>> {
  const { list, remembered } = options
  if (remembered !== undefined && list !== undefined && remembered.list !== list)
    throw new TypeError(`remembered: expected what was kept of ${list}`)
  return judgeList(await openSealStatusList(jws, options), options)
}

/** A list whose signature was looked at; it is read once, however often it is judged. */
export interface OpenedList extends OpenedStatement {
  read(): { readonly content: SealStatusList; readonly digest: string }
}

export async function openSealStatusList(
  jws: string | Uint8Array,
  options: Pick<SealStatusOptions, 'limits' | 'sm2'>,
): Promise<OpenedList> {
  const limits = completeStatusLimits(options.limits)
  const opened = await openStatement(jws, 'seal-status-list+jws', limits.maxListBytes, options.sm2)
  let found: ReturnType<OpenedList['read']> | undefined
  const read = () => {
    const payload = opened.statement?.payload ?? new Uint8Array()
    found ??= {
      content: parseSealStatusListContent(decodeUtf8(payload), limits),
      digest: contentDigest(payload),
    }
    return found
  }
  return { ...opened, read }
}

export async function judgeList(
  opened: OpenedList,
  options: SealStatusListOptions,
): Promise<SealStatusReport<SealStatusList, VerifiedSealStatusList>> {
  const { remembered, list = remembered?.list } = options
  return judge(
    opened,
    () => opened.read().content,
    options,
    (content) => {
      const { digest } = opened.read()
      return {
        checks: [checkStatusSubject(content, list), checkStatusSequence(content, digest, remembered)],
        kept: { memory: { list: content.list, sequence: content.sequence, digest } },
      }
    },
  )
}

/**
 * The list and what to keep of it, or the first check that stands against it as an error.
 *
 * @throws TrustError with the code of that check
 */
export async function verifySealStatusList(
  jws: string | Uint8Array,
  options: SealStatusListOptions,
): Promise<VerifiedSealStatusList> {
  const report = await inspectSealStatusList(jws, options)
  if (report.verified === undefined) throw await errorOf(report)
  return report.verified
}

/**
 * Inspects the answer to a question about some seals: as a list, but that answers have no numbers. They are soon stale.
 *
 * @returns the checks `seal-status.*`; it never throws for what the data says
 */
export async function inspectSealStatusAnswer(
  jws: string | Uint8Array,
  options: SealStatusOptions,
): Promise<SealStatusReport<SealStatusAnswer, VerifiedSealStatus<SealStatusAnswer>>> {
  return judgeAnswer(await openSealStatusAnswer(jws, options), options)
}

export function openSealStatusAnswer(
  jws: string | Uint8Array,
  { limits, sm2 }: Pick<SealStatusOptions, 'limits' | 'sm2'>,
): Promise<OpenedStatement> {
  return openStatement(jws, 'seal-status+jws', completeStatusLimits(limits).maxAnswerBytes, sm2)
}

export function judgeAnswer(
  opened: OpenedStatement,
  options: SealStatusOptions,
): Promise<SealStatusReport<SealStatusAnswer, VerifiedSealStatus<SealStatusAnswer>>> {
  const read = () => parseSealStatusAnswerContent(decodeUtf8(opened.statement?.payload ?? new Uint8Array()))
  return judge(opened, read, options, ({ entries, unknown }) => ({
    checks: [passed('seal-status.subject', { seals: entries.length + unknown.length })],
    kept: {},
  }))
}

/** A statement whose signature was looked at. */
export interface OpenedStatement {
  readonly statement: Statement | undefined
  /** What stands against it already. */
  readonly refusal: Check | undefined
}

/** Takes a list or an answer apart, and looks at the signature: all that does not hang on time or trust. */
async function openStatement(
  jws: string | Uint8Array,
  type: StatementType,
  maxBytes: number,
  sm2: Sm2JoseProfile | undefined,
): Promise<OpenedStatement> {
  let statement: Statement
  try {
    statement = parseStatement(jws, { type, maxBytes, ...(sm2 === undefined ? {} : { sm2 }) })
  } catch (error) {
    return { statement: undefined, refusal: failedBy('seal-status.format', error) }
  }
  if (await verifyStatement(statement)) return { statement, refusal: undefined }
  const facts = { type, signer: statement.certificates[0].subject.text }
  return { statement, refusal: failed('seal-status.signature', 'ERR_STATEMENT_SIGNATURE', facts) }
}

/** Judges a statement that was opened, by time and trust. Its content is read once its signer may speak at all. */
async function judge<Content extends SealStatusList | SealStatusAnswer, Kept extends object>(
  { statement, refusal }: OpenedStatement,
  read: () => Content,
  options: SealStatusOptions,
  own: (content: Content) => { checks: readonly Check[]; kept: Kept },
): Promise<SealStatusReport<Content, VerifiedSealStatus<Content> & Kept>> {
  const { at } = options
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  if (statement === undefined || refusal !== undefined) return without<Content, never>(refusal)
  const signature = passed('seal-status.signature', { algorithm: statement.scheme.alg })
  const { trust, revocation, algorithms } = pathPolicy(options)
  const { check, role, authority } = await checkStatusSigner(statement, {
    trust,
    revocation,
    algorithms,
    at,
  })
  if (role === undefined) return without<Content, never>(check, signature)
  let content: Content
  try {
    content = read()
  } catch (error) {
    return without<Content, never>(failedBy('seal-status.format', error), signature, check)
  }
  const { checks, kept } = own(content)
  const report = createReport(
    [
      passed('seal-status.format', { type: statement.type }),
      signature,
      check,
      ...checks,
      checkStatusValidity(content, statement.signedAt, at),
    ],
    content,
  )
  if (report.verdict !== 'passed') return { ...report, verified: undefined }
  const [signer] = statement.certificates
  return { ...report, verified: { content, signer, role, authority, ...kept } }
}

/** A report of the checks that were made; the others are left out because of the first. */
function without<Content, Verified>(
  because: Check | undefined,
  ...made: readonly Check[]
): SealStatusReport<Content, Verified> {
  const all = because === undefined ? made : [because, ...made]
  const ids = Object.keys(SEAL_STATUS_CHECKS).filter((id) => id.startsWith('seal-status.'))
  const checks = ids.map(
    (id) => all.find((check) => check.id === id) ?? skipped(id, because?.id ?? 'seal-status.format'),
  )
  return { ...createReport<Content>(checks, undefined), verified: undefined }
}
