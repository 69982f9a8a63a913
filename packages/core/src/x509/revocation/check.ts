import { equalBytes } from '../../bytes/sequence.ts'
import { type Check, failed, passed } from '../../report.ts'
import type { Certificate } from '../certificate.ts'
import type { Path } from '../path/path.ts'
import type { RevocationChecker, RevocationContext } from '../path/revocation.ts'
import { createDecider } from './decide.ts'
import type { Finding, RevocationTimes } from './finding.ts'
import type { RevocationPolicy } from './policy.ts'
import { startRun } from './run.ts'
import { loadSentences } from './sentences.ts'
import { createSignatureMemory, type SignatureMemory } from './signed-by.ts'
import { acceptUnknownRevocation, leafRevocationOnly } from './weaken.ts'

/** One certificate of a path and what is known of it. */
export interface CertificateFinding {
  readonly certificate: Certificate
  readonly finding: Finding
}

/** A checker that also tells what is known of each certificate. */
export interface PolicyRevocationChecker extends RevocationChecker {
  /** What is known of every certificate below the anchor, the leaf first. */
  findings(path: Path, context: RevocationContext): Promise<CertificateFinding[]>
}

/**
 * Makes what finds out whether the certificates of a path are revoked, to be given to `inspectPath` as `revocation`.
 *
 * Lists (RFC 5280, 6.3) and OCSP answers (RFC 6960) come from the trust, from the policy and, where it has a `fetch`,
 * from where the certificates say. Missing and stale data is `indeterminate`: nothing passes that is not known to be good.
 * A time in the past is judged by what tells of that time: what was in force then, or was made later (ETSI EN 319 102-1).
 *
 * @returns a checker that keeps what it fetched until it is renewed: make one, and use it for all paths
 * @example
 * ```ts
 * const revocation = createRevocationChecker({ material: parseRevocationBundle(file) })
 * const report = await inspectPath(certificate, { trust, role: 'seal-signer', at: new Date(), revocation })
 * ```
 */
export function createRevocationChecker(policy: RevocationPolicy = {}): PolicyRevocationChecker {
  assertPolicy(policy)
  const decider = createDecider(policy)
  const { now = () => new Date() } = policy

  const findings = async (
    path: Path,
    context: RevocationContext,
    signatures: SignatureMemory,
    within: readonly Certificate[],
  ): Promise<CertificateFinding[]> => {
    const times: RevocationTimes = { at: context.at, now: later(now(), context.at) }
    const looked = path.certificates.slice(0, -1)
    const pending = looked.slice(0, policy.extent === leafRevocationOnly ? 1 : looked.length)
    return Promise.all(
      pending
        .filter((certificate) => !within.some(({ raw }) => equalBytes(raw, certificate.raw)))
        .map(async (certificate) => {
          const issuer = path.certificates[path.certificates.indexOf(certificate) + 1] ?? certificate
          const run = startRun(path, context, signatures, [...within, certificate], (inner) => ({
            codes: loadSentences,
            check: async (signerPath, signerContext) =>
              summarise(
                await findings(signerPath, withMaterial(signerContext, context), signatures, inner),
                policy,
                times,
              ),
          }))
          return { certificate, finding: await decider.decide({ certificate, issuer }, times, run) }
        }),
    )
  }

  const lookAt = (path: Path, context: RevocationContext) =>
    findings(path, context, createSignatureMemory(context.algorithms), [])

  return {
    codes: loadSentences,
    findings: lookAt,
    async check(path, context) {
      const times = { at: context.at, now: later(now(), context.at) }
      return summarise(await lookAt(path, context), policy, times)
    },
  }
}

/** The path of a signer is looked at with what is at hand for the path in question. */
function withMaterial(
  signerContext: RevocationContext,
  { trust, intermediates = [], presented }: RevocationContext,
): RevocationContext {
  const { revocation } = trust
  const own = signerContext.trust
  return {
    ...signerContext,
    trust: { ...own, ...(revocation === undefined ? {} : { revocation }) },
    intermediates: [...intermediates, ...(signerContext.intermediates ?? [])],
    presented,
  }
}

const later = (a: Date, b: Date): Date => (a > b ? a : b)

function assertPolicy({ mode = 'hard-fail', prefer = 'ocsp', extent, freshness }: RevocationPolicy): void {
  if (mode !== 'hard-fail' && mode !== acceptUnknownRevocation)
    throw new TypeError('mode: expected hard-fail, or acceptUnknownRevocation of @xinyin/core/unsafe')
  if (extent !== undefined && extent !== leafRevocationOnly)
    throw new TypeError('extent: expected nothing, or leafRevocationOnly of @xinyin/core/unsafe')
  if (prefer !== 'ocsp' && prefer !== 'crl') throw new TypeError('prefer: expected ocsp or crl')
  for (const [name, seconds] of Object.entries(freshness ?? {})) {
    if (seconds !== undefined && !(seconds >= 0)) throw new RangeError(`freshness.${name}: expected seconds`)
  }
}

/** The check of a path: revoked if one is, passed if all are good, and else not decided. */
function summarise(
  findings: readonly CertificateFinding[],
  { mode }: RevocationPolicy,
  times: RevocationTimes,
): Check {
  for (const { certificate, finding } of findings) {
    if (finding.state === 'revoked') return revokedCheck(certificate, finding, times)
  }
  const unknown = findings.flatMap(({ finding }) => (finding.state === 'undetermined' ? [finding.gap] : []))
  const [gap] = unknown
  if (gap !== undefined && mode !== acceptUnknownRevocation) return gap
  return passed('path.revocation', factsOf(findings, unknown.length, times))
}

function revokedCheck(
  { subject }: Certificate,
  { revocation, statement }: Extract<Finding, { state: 'revoked' }>,
  { at }: RevocationTimes,
): Check {
  const isOnHold = revocation.reason === 'certificateHold'
  return failed('path.revocation', isOnHold ? 'ERR_REVOCATION_ON_HOLD' : 'ERR_REVOCATION_REVOKED', {
    subject: subject.text,
    revokedAt: revocation.revokedAt.toISOString(),
    reason: revocation.reason,
    ...(revocation.invalidAt === undefined ? {} : { invalidAt: revocation.invalidAt.toISOString() }),
    source: statement.source,
    thisUpdate: statement.thisUpdate.toISOString(),
    at: at.toISOString(),
  })
}

/** Who said what of which certificate, and how many seconds old that is: `0.source`, `0.age`, … from the leaf on. */
function factsOf(
  findings: readonly CertificateFinding[],
  unknown: number,
  { now }: RevocationTimes,
): Record<string, string | number> {
  const facts: Record<string, string | number> = { certificates: findings.length }
  if (unknown > 0) facts['unknown'] = unknown
  for (const [place, { certificate, finding }] of findings.entries()) {
    facts[`${place}.subject`] = certificate.subject.text
    if (finding.state === 'undetermined') {
      facts[`${place}.code`] = finding.gap.code ?? ''
      continue
    }
    const { source, thisUpdate, url } = finding.statement
    facts[`${place}.source`] = source
    facts[`${place}.thisUpdate`] = thisUpdate.toISOString()
    // Never -0, which a reader would wonder about.
    facts[`${place}.age`] = Math.round((now.getTime() - thisUpdate.getTime()) / 1000) + 0
    if (url !== undefined) facts[`${place}.url`] = url
  }
  return facts
}
