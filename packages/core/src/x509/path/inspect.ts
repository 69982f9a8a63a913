import { type Check, createReport, indeterminate, skipped, verdictOf } from '../../report.ts'
import { isLater, together } from '../../together.ts'
import { ROLES, type Role } from '../../trust/anchor.ts'
import type { Certificate } from '../certificate.ts'
import { checkPath, createInquiry, type Findings, mayHold, type PathOptions } from './checks.ts'
import { type Effort, renewEffort, takeEffort } from './effort.ts'
import type { Attempt, Path, PathReport } from './path.ts'
import { createPool, isConstrained, isOtherKey } from './pool.ts'
import { type Search, searchPaths } from './search.ts'
import { isSignedBy } from './signatures.ts'

export type { PathOptions } from './checks.ts'

/** Without signatures that hold, there are few paths that are worth telling about. */
const MAX_NAMED = 3

/**
 * Finds the best path from a certificate to an anchor of the role and checks it (RFC 5280, 6.1, with the policies of
 * RFC 9618 and the constraints on anchors of RFC 5937). Where one path does not hold, the next is tried.
 *
 * A certificate that is itself an anchor of the role is a path of length 1.
 *
 * @returns the checks `path.*` of the path that holds, else of the one that comes nearest, and every path that was
 *   tried; `indeterminate` with `ERR_PATH_NO_ANCHOR` when nothing leads to an anchor, with `ERR_PATH_EFFORT` when the
 *   search was ended before all was tried
 * @example
 * const report = await inspectPath(certificate, { trust, role: 'seal-signer', at: new Date() })
 * if (report.verdict !== 'passed') console.log(explain(report, 'en'))
 */
export async function inspectPath(leaf: Certificate, given: PathOptions): Promise<PathReport> {
  const { trust, role, at, intermediates = [] } = given
  if (!ROLES.includes(role)) throw new TypeError(`role: expected one of ${ROLES.join(', ')}`)
  if (Number.isNaN(at.getTime())) throw new RangeError('at: not a valid time')
  const { target = role === 'tls-server' ? 'server' : 'signer' } = given
  if (target === 'server' && given.name === undefined) {
    throw new TypeError('name: a server has to be asked for by its name')
  }
  const pool = createPool(trust, role, intermediates, at)
  const hasConstraints = leaf.nameConstraints !== undefined || isConstrained(pool)
  const made = createInquiry(given, target, hasConstraints, inspectPath)
  const inquiry = isLater(made) ? await made : made
  const { effort, links } = inquiry
  const attempts: Attempt[] = []
  const nearest: { report?: PathReport } = {}

  const accepts: Search['accepts'] = (path) =>
    takeEffort(effort, { steps: costOf(path) }) &&
    together([checkPath(path, inquiry)], ([findings]) => weigh(path, findings))
  const weigh = ({ certificates, anchor }: Path, { checks, policies }: Findings): boolean => {
    attempts.push({ certificates, checks })
    const verdict = verdictOf(checks)
    const report = { verdict, checks, subject: { certificates, anchor, policies }, attempts }
    const holds = verdict === 'passed'
    const before = nearest.report
    if (holds || before === undefined || passedIn(report) > passedIn(before)) nearest.report = report
    return holds
  }
  const search = (admits: Search['admits'], links: Search['links']) =>
    searchPaths({ pool, effort, admits, links, accepts }, leaf)
  const isSigned: Search['links'] = (certificate, issuer) => isSignedBy(links, certificate, issuer)

  // Where there is no choice, nothing is lost by going on: whether the path holds is found out once, at its end.
  await search((chain, isChoice) => !isChoice || mayHold(chain, inquiry), isSigned)
  if (nearest.report?.verdict === 'passed') return nearest.report
  // Among what was left out there may be a path that holds.
  if (effort.spent) return { ...createReport<Path>(withoutPath(leaf, role, effort), undefined), attempts }
  if (nearest.report !== undefined) return nearest.report

  // None holds. What is wrong is told best by a path whose signatures hold, else by one whose names do.
  renewEffort(effort)
  await search(() => true, isSigned)
  if (nearest.report !== undefined) return nearest.report
  renewEffort(effort)
  await search(
    () => attempts.length < MAX_NAMED,
    (certificate, issuer) => !isOtherKey(certificate, issuer),
  )
  if (nearest.report !== undefined && !effort.spent) return nearest.report
  return { ...createReport<Path>(withoutPath(leaf, role, effort), undefined), attempts }
}

const passedIn = ({ checks }: PathReport) => checks.filter(({ status }) => status === 'passed').length

/** What it takes to check a path: the more, the more there is in it about policies. */
function costOf({ certificates }: Path): number {
  let cost = 50
  for (const { certificatePolicies, policyMappings } of certificates) {
    cost += (certificatePolicies?.length ?? 0) + (policyMappings?.length ?? 0)
  }
  return cost
}

const OTHERS = [
  'signatures',
  'validity',
  'basic-constraints',
  'key-usage',
  'extended-key-usage',
  'critical-extensions',
  'name-constraints',
  'policies',
  'revocation',
]

function withoutPath(leaf: Certificate, role: Role, { spent, limits }: Effort): Check[] {
  const subject = leaf.subject.text
  const anchor = spent
    ? indeterminate('path.anchor', 'ERR_PATH_EFFORT', { subject, ...limits })
    : indeterminate('path.anchor', 'ERR_PATH_NO_ANCHOR', { role, subject, issuer: leaf.issuer.text })
  return [anchor, ...OTHERS.map((name) => skipped(`path.${name}`, 'path.anchor'))]
}
