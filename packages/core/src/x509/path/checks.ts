import { type AlgorithmPolicy, CURRENT_ALGORITHMS } from '../../crypto/policy.ts'
import { type Check, passed, skipped } from '../../report.ts'
import { together } from '../../together.ts'
import { type Strict, toleranceCheck } from '../../tolerance.ts'
import type { Role, Trust, TrustAnchor } from '../../trust/anchor.ts'
import { checkGrant, type Wanted } from '../../trust/grant.ts'
import { checkRevokedKeys, revokedAnchors } from '../../trust/revoked-anchor.ts'
import type { Certificate } from '../certificate.ts'
import type { RevocationMaterial } from '../revocation/material.ts'
import { checkBasicConstraints } from './basic-constraints.ts'
import { checkCriticalExtensions } from './critical-extensions.ts'
import { createEffort, type Effort, type SearchLimits } from './effort.ts'
import { checkExtendedKeyUsage, isServerPurposeTolerated } from './extended-key-usage.ts'
import { checkKeyUsage } from './key-usage.ts'
import type { NameMatcher, WantedName } from './name.ts'
import { checkNameConstraints, type NameJudge } from './name-constraints.ts'
import type { Path, PathReport } from './path.ts'
import { checkPolicies, type PolicyOptions } from './policies.ts'
import type { ValidPolicy } from './policy-graph.ts'
import { checkRevocation, type RevocationChecker, skipRevocation } from './revocation.ts'
import { type Seldom, withSeldom } from './seldom-load.ts'
import { checkSignatures, type Links } from './signatures.ts'
import type { Target } from './target.ts'
import { checkValidity } from './validity.ts'

/** What is tolerated of certificates in use, and reported by `tolerance.<name>` where it is met. */
export type PathTolerance = 'server-auth-purpose'

/** What a path is held against. */
export interface PathOptions {
  readonly trust: Trust
  /** What the leaf must be trusted for: only anchors with this role count. */
  readonly role: Role
  /** The time at which everything must be valid: now, or the proven time of a signature. */
  readonly at: Date
  /** Certificates that came with the message. They are trusted for nothing; they may only fill gaps. */
  readonly intermediates?: readonly Certificate[]
  /**
   * Revocation lists and OCSP answers that came with the message. Whoever presents it chose them: a checker that can ask
   * the network does so before it believes them that nothing is revoked.
   */
  readonly presented?: RevocationMaterial | undefined
  /** What the leaf is to be used for; `signer` unless given, and `server` where the role is `tls-server`. */
  readonly target?: Target
  /** The name that the leaf has to be for. A `server` is always asked for one. */
  readonly name?: WantedName
  /** For what the leaf is needed, where the anchor may act within limits only. */
  readonly wanted?: Wanted
  /** Under which policies the path has to be valid; as its authorities ask, unless given. */
  readonly policies?: PolicyOptions
  /**
   * Who finds out about revocation; that of the trust unless given. Where there is none, no path below an anchor passes:
   * whoever wants that has to say so (`skipRevocation` of `@xinyin/core/unsafe`).
   */
  readonly revocation?: RevocationChecker | typeof skipRevocation
  /** The algorithms that are accepted; those that are safe today unless given. */
  readonly algorithms?: AlgorithmPolicy
  /** Which deviations are refused that are tolerated otherwise: none unless given. */
  readonly strict?: Strict<PathTolerance>
  /** Defaults: 10 certificates in a path, 100 signatures, 5,000 steps, 250,000 comparisons of names. */
  readonly limits?: Partial<SearchLimits>
}

/** How the path of who signs a list or an answer is inspected: comes in, since it is what this is a part of. */
type InspectPath = (leaf: Certificate, options: PathOptions) => Promise<PathReport>

/** What the checks of one call of `inspectPath` have in common. */
export interface Inquiry {
  readonly options: PathOptions
  readonly target: Target
  readonly effort: Effort
  readonly links: Links
  /** Where a certificate at hand has constraints on names. */
  readonly judge: NameJudge | undefined
  readonly matches: NameMatcher | undefined
  /** Anchors, of whatever role, whose keys are no longer their owners' alone. */
  readonly revoked: readonly TrustAnchor[]
  readonly inspectPath: InspectPath
  /** The early checks that were made last: they are those of a path that has just come to an anchor. */
  early: { readonly certificates: readonly Certificate[]; readonly checks: readonly Check[] } | undefined
}

/**
 * @param isConstrained - whether a certificate that may come into a path has constraints on names
 * @throws TypeError for a name asked for that is none
 */
export function createInquiry(
  options: PathOptions,
  target: Target,
  isConstrained: boolean,
  inspectPath: InspectPath,
): Inquiry | Promise<Inquiry> {
  const { name } = options
  if (!isConstrained && name === undefined) return makeInquiry(options, target, inspectPath, undefined)
  return withSeldom((seldom) => makeInquiry(options, target, inspectPath, seldom))
}

function makeInquiry(
  options: PathOptions,
  target: Target,
  inspectPath: InspectPath,
  seldom: Seldom | undefined,
): Inquiry {
  const { name } = options
  const effort = createEffort(options.limits)
  return {
    options,
    target,
    effort,
    links: { algorithms: options.algorithms ?? CURRENT_ALGORITHMS, effort, verified: [] },
    judge: seldom?.createNameJudge(effort),
    matches: name === undefined ? undefined : seldom?.nameMatcher(name),
    revoked: revokedAnchors(options.trust.anchors),
    inspectPath,
    early: undefined,
  }
}

/**
 * The checks that can be made of a path that is not finished yet, from the leaf upwards: what they refuse, they refuse
 * however it goes on.
 */
function earlyChecks(certificates: readonly Certificate[], inquiry: Inquiry): readonly Check[] {
  if (inquiry.early?.certificates === certificates) return inquiry.early.checks
  const { target } = inquiry
  const { role, at } = inquiry.options
  const path = { certificates }
  const checks = [
    checkValidity(path, at),
    checkBasicConstraints(path, target),
    checkKeyUsage(path, target),
    checkExtendedKeyUsage(path, role, target),
    checkCriticalExtensions(path),
    checkNameConstraints(path, inquiry.judge),
  ]
  inquiry.early = { certificates, checks }
  return checks
}

/** Whether a path that is not finished yet can still hold. */
export function mayHold(certificates: readonly Certificate[], inquiry: Inquiry): boolean {
  for (const { status } of earlyChecks(certificates, inquiry)) if (status !== 'passed') return false
  return true
}

/** What was found out about a path: its checks, in their order, and the policies that hold. */
export interface Findings {
  readonly checks: Check[]
  readonly policies: readonly ValidPolicy[]
}

/** All checks of a path, at once where nothing has to be waited for. */
export function checkPath(path: Path, inquiry: Inquiry): Findings | Promise<Findings> {
  const { options, links } = inquiry
  return together(
    [checkPolicies(path, options.policies), checkSignatures(path, links), checkAsked(path, inquiry)],
    ([{ check, policies }, signatures, asked]) => {
      const checks = [
        passed('path.anchor', { anchor: path.anchor.certificate.subject.text, role: options.role }),
        signatures,
        ...earlyChecks(path.certificates, inquiry),
        check,
        ...asked,
        ...checkGrants(path, inquiry),
        ...checkTolerances(path, inquiry),
      ]
      return together([inspectRevocation(path, checks, inquiry)], ([revocation]) => {
        checks.push(revocation)
        return { checks, policies }
      })
    },
  )
}

/** What is asked of servers, and the name that is asked for. */
function checkAsked(path: Path, { options, target, matches }: Inquiry): Check[] | Promise<Check[]> {
  const { name } = options
  if (target !== 'server' && matches === undefined) return []
  return withSeldom(({ checkProfile, checkName }) => [
    ...(target === 'server' ? [checkProfile(path)] : []),
    ...(name !== undefined && matches !== undefined ? [checkName(path, matches, name)] : []),
  ])
}

/** Whether the anchor may act as it does here, where its keys are revoked or it may act within limits only. */
function checkGrants(path: Path, { options, revoked }: Inquiry): Check[] {
  const { role, at, wanted, trust } = options
  const isRevoked = checkRevokedKeys(path.certificates, revoked)
  if (isRevoked !== undefined) return [isRevoked]
  if (path.anchor.grants === undefined) return []
  return [checkGrant(path.anchor, role, at, wanted, trust.clock?.())]
}

function checkTolerances({ certificates }: Path, { options, target }: Inquiry): Check[] {
  const [leaf] = certificates
  if (leaf === undefined || !isServerPurposeTolerated(leaf, options.role, target)) return []
  const facts = { elements: 'extKeyUsage', certificate: leaf.subject.text }
  return [toleranceCheck<PathTolerance>('server-auth-purpose', facts, options.strict)]
}

/** Asks about revocation, with a way to inspect who says what about it: up to the same anchor (RFC 5280, 6.3.3 (f)). */
function inspectRevocation(
  path: Path,
  checks: readonly Check[],
  { options, inspectPath }: Inquiry,
): Check | Promise<Check> {
  const { role, at, trust, intermediates = [], presented, limits = {} } = options
  const { algorithms = CURRENT_ALGORITHMS, revocation } = options
  if (revocation === skipRevocation) return skipped('path.revocation', 'skip-revocation')
  // What does not hold anyway is worth no question to anybody.
  const against = checks.find(({ status }) => status === 'failed' || status === 'indeterminate')
  if (against !== undefined) return skipped('path.revocation', against.id)
  // What the anchor may be trusted to allow is no question of who may sign for its authorities.
  const { certificate, roles } = path.anchor
  return checkRevocation(path, revocation ?? trust.revocationChecker, {
    at,
    role,
    trust,
    intermediates,
    presented,
    algorithms,
    inspect: (signer, { target, intermediates: more = [], ...changed }) =>
      inspectPath(signer, {
        trust: {
          anchors: [{ certificate, roles }],
          intermediates: trust.intermediates,
        },
        role,
        at: changed.at ?? at,
        intermediates: [...path.certificates.slice(1, -1), ...intermediates, ...more],
        target,
        algorithms,
        limits,
        revocation: changed.revocation ?? skipRevocation,
      }),
  })
}
