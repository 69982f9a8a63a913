import { type Check, createReport, failed, failedBy, passed, type Report, skipped } from '@xinyin/core'
import { type IdTokenClaims, requirePassed } from '../token/id-token.ts'
import { isVerified } from '../token/provenance.ts'
import { levelOf } from './level.ts'
import { parseDateTime } from './rfc3339.ts'
import {
  checkAttester,
  checkEvidence,
  checkLevel,
  checkTime,
  checkValidity,
  countingEvidence,
  type Judgement,
} from './verified-claims-checks.ts'
import { parseVerifiedClaims, type VerifiedClaimsElement } from './verified-claims-form.ts'
import type { VerifiedClaims, VerifiedClaimsExpectations } from './verified-claims-policy.ts'

const STEPS: readonly (readonly [id: string, check: (judgement: Judgement) => Check])[] = [
  ['verified-claims.level', checkLevel],
  ['verified-claims.time', checkTime],
  ['verified-claims.evidence', checkEvidence],
  ['verified-claims.attester', checkAttester],
  ['verified-claims.validity', checkValidity],
  ['verified-claims.claims', checkClaims],
]
const IDS = [
  'verified-claims.source',
  'verified-claims.issuer',
  'verified-claims.form',
  'verified-claims.framework',
  ...STEPS.map(([id]) => id),
]

/** The claims lie in a token that was verified, and nowhere that it points to. */
function checkSource(claims: IdTokenClaims): Check {
  const id = 'verified-claims.source'
  if (!isVerified(claims))
    return failed(id, 'ERR_SSO_VERIFIED_CLAIMS_SOURCE', { reason: 'not a verified token' })
  return claims['verified_claims'] === undefined ? failed(id, 'ERR_SSO_VERIFIED_CLAIMS_ABSENT') : passed(id)
}

/** The policy is for this issuer's claims: what one may vouch for, another may not. */
function checkIssuer(claims: IdTokenClaims, { issuer }: VerifiedClaimsExpectations): Check {
  return issuer !== '' && claims.iss === issuer
    ? passed('verified-claims.issuer', { issuer })
    : failed('verified-claims.issuer', 'ERR_SSO_TOKEN_ISSUER', { expected: issuer })
}

/** Whether a claim says something: `null` and an empty text are how some write that they have none (Core 1.0, 5.3.2). */
function isThere({ claims }: VerifiedClaimsElement, name: string): boolean {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined
  return value !== undefined && value !== null && value !== ''
}

/** Of the claims that were asked for, all are there. */
function checkClaims({ element, expected }: Judgement): Check {
  const id = 'verified-claims.claims'
  const missing = expected.policy.claims.find((name) => !isThere(element, name))
  return missing === undefined
    ? passed(id)
    : failed(id, 'ERR_SSO_VERIFIED_CLAIMS_MISSING', { claim: missing })
}

function read(judgement: Judgement): VerifiedClaims {
  const { element, rules, expected } = judgement
  const { trust_framework, assurance_level, time } = element.verification
  const asked = expected.policy.claims.filter((name) => isThere(element, name))
  return {
    framework: trust_framework,
    level: levelOf(assurance_level, rules.levels ?? {}),
    verifiedAt: time === undefined ? undefined : parseDateTime(time),
    evidence: countingEvidence(judgement).map(({ type }) => type),
    claims: Object.fromEntries(asked.map((name) => [name, element.claims[name]])),
  }
}

/** Those under a framework that is believed; what stands under another is passed over. */
function known(
  elements: readonly VerifiedClaimsElement[],
  expected: VerifiedClaimsExpectations,
): Judgement[] {
  return elements.flatMap((element) => {
    const { trust_framework: framework } = element.verification
    const rules = Object.hasOwn(expected.policy.frameworks, framework)
      ? expected.policy.frameworks[framework]
      : undefined
    return rules === undefined ? [] : [{ element, rules, expected }]
  })
}

function stop(checks: readonly Check[]): Report<VerifiedClaims> {
  const because = checks.at(-1)?.id ?? 'verified-claims.source'
  return createReport<VerifiedClaims>(
    [...checks, ...IDS.slice(checks.length).map((id) => skipped(id, because))],
    undefined,
  )
}

/**
 * Looks at the claim `verified_claims` of a verified ID token (OpenID Identity Assurance Schema Definition 1.0).
 *
 * Of several, the first counts that fulfils everything; if none does, the first under a framework that is believed.
 * Aggregated and distributed claims (OpenID Connect Core 1.0, 5.6.2) are not looked at: they come from outside of the token.
 *
 * @param claims - what `verifyIdToken` gave out itself; a copy of it is refused
 * @returns a report with the checks `verified-claims.*`
 */
export function inspectVerifiedClaims(
  claims: IdTokenClaims,
  expected: VerifiedClaimsExpectations,
): Report<VerifiedClaims> {
  const origin = [checkSource(claims), checkIssuer(claims, expected)]
  const foreign = origin.findIndex(({ status }) => status === 'failed')
  if (foreign >= 0) return stop(origin.slice(0, foreign + 1))
  let elements: readonly VerifiedClaimsElement[]
  try {
    elements = parseVerifiedClaims(claims['verified_claims'])
  } catch (error) {
    return stop([...origin, failedBy('verified-claims.form', error)])
  }
  const before = [...origin, passed('verified-claims.form')]
  const judged = known(elements, expected).map((judgement) => ({
    judgement,
    checks: STEPS.map(([, check]) => check(judgement)),
  }))
  const [first] = judged
  if (first === undefined) {
    return stop([...before, failed('verified-claims.framework', 'ERR_SSO_VERIFIED_CLAIMS_FRAMEWORK')])
  }
  const good = judged.find(({ checks }) => checks.every(({ status }) => status === 'passed'))
  const { judgement, checks } = good ?? first
  const framework = passed('verified-claims.framework', {
    framework: judgement.element.verification.trust_framework,
  })
  return createReport([...before, framework, ...checks], read(judgement))
}

/**
 * {@link inspectVerifiedClaims}, or the first failed check as an error.
 *
 * @throws SsoError with the code of the check
 */
export function verifyVerifiedClaims(
  claims: IdTokenClaims,
  expected: VerifiedClaimsExpectations,
): VerifiedClaims {
  return requirePassed(inspectVerifiedClaims(claims, expected))
}
