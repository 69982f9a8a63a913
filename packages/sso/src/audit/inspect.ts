import {
  type Check,
  createReport,
  failed,
  failedBy,
  indeterminate,
  passed,
  type Report,
  skipped,
} from '@xinyin/core'
import { requirePassed } from '../token/id-token.ts'
import { type AuditEntry, type AuditHead, hashOf, type ReadEntry, readEntry } from './entry.ts'

/** What a log is held against. */
export interface AuditExpectations {
  readonly name: string
  /**
   * Heads of the log that were kept where who writes it cannot reach. Each must be met. With none, a log that was written
   * anew as a whole could not be told from a true one, and the verdict is `indeterminate`. So it is with one from before the
   * place that is read from (`after`): leave it out, or read from further back.
   */
  readonly heads: readonly AuditHead[]
  /** The place after which the entries begin, when they are not all there are. */
  readonly after?: AuditHead
}

/** What was found in a log. */
export interface AuditFindings {
  /** The last entry up to which all is as it was written. */
  readonly head: AuditHead | undefined
  /** The number of the first entry that is not, or that is missing. */
  readonly firstBreak: number | undefined
}

interface Place {
  readonly entry: AuditEntry
  readonly content: ReadEntry
  /** The entry before. */
  readonly previous: AuditHead
}

type EntryCheck = (place: Place, expected: AuditExpectations) => Check

const START: AuditHead = { number: 0, hash: '' }

/** It is an entry of this log, and was not taken over from another's. */
function checkName({ entry, content }: Place, { name }: AuditExpectations): Check {
  return content.log === name
    ? passed('audit-log.name')
    : failed('audit-log.name', 'ERR_SSO_AUDIT_NAME', { number: entry.number })
}

/** Numbers follow each other: nothing is missing, moved or there twice. */
function checkNumber({ entry, content, previous }: Place): Check {
  const number = previous.number + 1
  return entry.number === number && content.number === number
    ? passed('audit-log.number')
    : failed('audit-log.number', 'ERR_SSO_AUDIT_NUMBER', { number, found: String(entry.number) })
}

/** The hash is that of the text. */
function checkHash({ entry, content }: Place): Check {
  return entry.hash === hashOf(content.alg, entry.text)
    ? passed('audit-log.hash')
    : failed('audit-log.hash', 'ERR_SSO_AUDIT_HASH', { number: entry.number })
}

/** The entry names the hash of the one before it. */
function checkLink({ entry, content, previous }: Place): Check {
  return content.previous === previous.hash
    ? passed('audit-log.link')
    : failed('audit-log.link', 'ERR_SSO_AUDIT_LINK', { number: entry.number })
}

const STEPS: readonly (readonly [id: string, check: EntryCheck])[] = [
  ['audit-log.name', checkName],
  ['audit-log.number', checkNumber],
  ['audit-log.hash', checkHash],
  ['audit-log.link', checkLink],
]

/** The checks of one entry up to the first that fails; the others are left out. */
function checkEntry(entry: AuditEntry, previous: AuditHead, expected: AuditExpectations): Check[] {
  let content: ReadEntry
  try {
    content = readEntry(entry)
  } catch (error) {
    return [failedBy('audit-log.form', error)]
  }
  const checks = [passed('audit-log.form')]
  for (const [, check] of STEPS) {
    checks.push(check({ entry, content, previous }, expected))
    if (checks.at(-1)?.status === 'failed') break
  }
  return checks
}

/** Every head that was kept is that of the log: it was not written anew, and its end was not cut off. */
function checkHeads(
  met: ReadonlyMap<number, string>,
  last: number,
  { heads, after = START }: AuditExpectations,
): Check {
  const id = 'audit-log.head'
  // Before its first entry every log is the same.
  const anchors = heads.filter(({ number }) => number !== START.number)
  if (anchors.length === 0) return indeterminate(id, 'ERR_SSO_AUDIT_UNANCHORED')
  const isEarlier = ({ number }: AuditHead) => number < after.number
  for (const { number, hash } of anchors.filter((head) => !isEarlier(head))) {
    if (number > last) return failed(id, 'ERR_SSO_AUDIT_SHORT', { number, found: last })
    if (met.get(number) !== hash) return failed(id, 'ERR_SSO_AUDIT_HEAD', { number })
  }
  // Nothing speaks against these, but what they would be held against was not read.
  const unread = anchors.find(isEarlier)
  if (unread !== undefined)
    return indeterminate(id, 'ERR_SSO_AUDIT_HEAD_UNREAD', { number: unread.number, after: after.number })
  return passed(id, { number: Math.max(...anchors.map(({ number }) => number)) })
}

const IDS = ['audit-log.form', ...STEPS.map(([id]) => id), 'audit-log.head']

function reportBreak(checks: readonly Check[], head: AuditHead): Report<AuditFindings> {
  const broken = checks.at(-1)
  const rest = IDS.slice(checks.length).map((id) => skipped(id, broken?.id ?? id))
  return createReport([...checks, ...rest], {
    head: head.number === 0 ? undefined : head,
    firstBreak: head.number + 1,
  })
}

/**
 * Looks whether a log is as it was written, entry by entry, in constant memory.
 *
 * @param entries - in their order: `readAuditLog(store)`, or the lines of an export
 * @returns a report with the checks `audit-log.*`; its subject names the first break
 * @throws whatever reading the entries throws
 */
export async function inspectAuditLog(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  expected: AuditExpectations,
): Promise<Report<AuditFindings>> {
  let head = expected.after ?? START
  const wanted = new Set(expected.heads.map(({ number }) => number))
  const met = new Map([[head.number, head.hash]])
  for await (const entry of entries) {
    const checks = checkEntry(entry, head, expected)
    if (checks.at(-1)?.status === 'failed') return reportBreak(checks, head)
    head = { number: entry.number, hash: entry.hash }
    if (wanted.has(head.number)) met.set(head.number, head.hash)
  }
  const heads = checkHeads(met, head.number, expected)
  const short = heads.code === 'ERR_SSO_AUDIT_SHORT' ? head.number + 1 : undefined
  const firstBreak = heads.status === 'failed' ? (short ?? Number(heads.facts['number'])) : undefined
  const made = IDS.slice(0, -1).map((id) => passed(id, { last: head.number }))
  return createReport([...made, heads], { head: head.number === 0 ? undefined : head, firstBreak })
}

/**
 * {@link inspectAuditLog}, or the first failed check as an error.
 *
 * @throws SsoError with the code of the check, and the number of the entry in its facts
 */
export async function verifyAuditLog(
  entries: AsyncIterable<AuditEntry> | Iterable<AuditEntry>,
  expected: AuditExpectations,
): Promise<AuditFindings> {
  return requirePassed(await inspectAuditLog(entries, expected))
}
