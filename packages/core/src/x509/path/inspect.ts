import { errorsOf } from '../../errors.ts'
import {
  type Check,
  createReport,
  decidingCheck,
  indeterminate,
  passed,
  type Report,
  skipped,
} from '../../report.ts'
import { ROLES, type Role, type Trust } from '../../trust/anchor.ts'
import { TRUST_CODES } from '../../trust/codes.ts'
import type { Certificate } from '../certificate.ts'
import { checkBasicConstraints } from './basic-constraints.ts'
import { PATH_CODES } from './codes.ts'
import { checkCriticalExtensions } from './critical-extensions.ts'
import { checkExtendedKeyUsage } from './extended-key-usage.ts'
import { checkKeyUsage } from './key-usage.ts'
import { type Effort, isOtherKey, type Link, type Path, type SearchLimits, searchPaths } from './search.ts'
import { checkSignatures, rememberLinks } from './signatures.ts'
import type { Target } from './target.ts'
import { checkValidity } from './validity.ts'

/** What a path is held against. */
export interface PathOptions {
  readonly trust: Trust
  /** What the leaf must be trusted for: only anchors with this role count. */
  readonly role: Role
  /** The time at which everything must be valid: now, or the proven time of a signature. */
  readonly at: Date
  /** Certificates that came with the message. They are trusted for nothing; they may only fill gaps. */
  readonly intermediates?: readonly Certificate[]
  /** What the leaf is to be used for; `signer` unless given. */
  readonly target?: Target
  /** Defaults: paths of at most 10 certificates, 100 steps: a signature verified on P-521 is 4 of them. */
  readonly limits?: Partial<SearchLimits>
}

const SENTENCES = /* @__PURE__ */ (() => ({ ...PATH_CODES, ...TRUST_CODES }))()
type PathCode = keyof typeof SENTENCES

const pathError = /* @__PURE__ */ errorsOf(SENTENCES)

const DEFAULT_LIMITS: SearchLimits = { maxLength: 10, maxSteps: 100 }

/**
 * Finds the best path from a certificate to an anchor of the role and checks it (RFC 5280, 6.1, without name
 * constraints, policies and revocation, which are refused or reported as not checked).
 *
 * A certificate that is itself an anchor of the role is a path of length 1.
 *
 * @returns the checks `path.*`; `indeterminate` with `ERR_PATH_NO_ANCHOR` when nothing leads to an anchor
 */
export async function inspectPath(leaf: Certificate, options: PathOptions): Promise<Report<Path>> {
  const { trust, role, at, target = 'signer' } = options
  if (!ROLES.includes(role)) throw new TypeError(`role: expected one of ${ROLES.join(', ')}`)
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const anchors = trust.anchors.filter((anchor) => anchor.roles.includes(role))
  const intermediates = [...trust.intermediates, ...(options.intermediates ?? [])]
  const effort: Effort = { steps: 0, spent: false }
  const link = rememberLinks()

  const inspect = async (path: Path): Promise<Report<Path>> =>
    createReport(
      [
        passed('path.anchor', { anchor: path.anchor.certificate.subject.text, role }),
        await checkSignatures(path, link),
        checkValidity(path, at),
        checkBasicConstraints(path, target),
        checkKeyUsage(path, target),
        checkExtendedKeyUsage(path, role, target),
        checkCriticalExtensions(path),
        skipped('path.revocation', 'crl-or-ocsp'),
      ],
      path,
    )

  let best: Report<Path> | undefined
  for await (const path of searchPaths(leaf, anchors, intermediates, link, limits, effort)) {
    const report = await inspect(path)
    if (report.verdict === 'passed') return report
    if (best === undefined || passedIn(report) > passedIn(best)) best = report
  }
  if (best !== undefined) return best

  // Nothing holds. A path that holds by its names tells what is wrong better than no path at all.
  const byName: Link = {
    cost: () => 1,
    holds: async (certificate, issuer) => !isOtherKey(certificate, issuer),
  }
  for await (const path of searchPaths(leaf, anchors, intermediates, byName, limits, effort))
    return inspect(path)
  return createReport<Path>(withoutPath(leaf, role, limits, effort), undefined)
}

const passedIn = (report: Report<Path>) => report.checks.filter((check) => check.status === 'passed').length

function withoutPath(leaf: Certificate, role: Role, limits: SearchLimits, effort: Effort): Check[] {
  const subject = leaf.subject.text
  const anchor = effort.spent
    ? indeterminate('path.anchor', 'ERR_PATH_EFFORT', { limit: limits.maxSteps, subject })
    : indeterminate('path.anchor', 'ERR_PATH_NO_ANCHOR', { role, subject, issuer: leaf.issuer.text })
  const others = ['signatures', 'validity', 'basic-constraints', 'key-usage', 'extended-key-usage']
  return [
    anchor,
    ...[...others, 'critical-extensions', 'revocation'].map((name) => skipped(`path.${name}`, 'path.anchor')),
  ]
}

/**
 * The path from a certificate to an anchor, or the first check that stands against it as an error.
 *
 * @throws CoreError `ERR_PATH_*`
 */
export async function verifyPath(leaf: Certificate, options: PathOptions): Promise<Path> {
  const report = await inspectPath(leaf, options)
  if (report.verdict === 'passed' && report.subject !== undefined) return report.subject
  const deciding = decidingCheck(report)
  // Every check of a path has a code of this package.
  throw pathError((deciding?.code ?? 'ERR_PATH_NO_ANCHOR') as PathCode, deciding?.facts)
}
