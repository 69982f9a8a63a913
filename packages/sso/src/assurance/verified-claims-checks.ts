import { type Check, failed, passed } from '@xinyin/core'
import { CLOCK_SKEW } from '../token/time-checks.ts'
import { levelOf } from './level.ts'
import { parseDateTime, parseEndOfDay } from './rfc3339.ts'
import type { Evidence, VerifiedClaimsElement } from './verified-claims-form.ts'
import type { FrameworkRules, VerifiedClaimsExpectations } from './verified-claims-policy.ts'

/** What one element is judged by. */
export interface Judgement {
  readonly element: VerifiedClaimsElement
  readonly rules: FrameworkRules
  readonly expected: VerifiedClaimsExpectations
}

/** `assurance_level` is worth enough; one that the framework's table does not have is worth nothing. */
export function checkLevel({ element, rules, expected }: Judgement): Check {
  const id = 'verified-claims.level'
  const required = expected.policy.level ?? 0
  const found = levelOf(element.verification.assurance_level, rules.levels ?? {})
  return found >= required
    ? passed(id, { found })
    : failed(id, 'ERR_SSO_VERIFIED_CLAIMS_LEVEL', { required, found })
}

/** `time` is not ahead, and not too long ago; one that is asked about must be there. */
export function checkTime({ element, rules: { maxAge }, expected: { now } }: Judgement): Check {
  const id = 'verified-claims.time'
  const { time } = element.verification
  if (time === undefined && maxAge === undefined) return passed(id)
  const age = time === undefined ? Number.NaN : now - (parseDateTime(time) ?? Number.NaN)
  return age >= -CLOCK_SKEW && age <= (maxAge ?? Number.POSITIVE_INFINITY)
    ? passed(id)
    : failed(id, 'ERR_SSO_VERIFIED_CLAIMS_TIME', {
        found: Number.isNaN(age) ? 'none' : Math.round(age),
        limit: maxAge ?? 'none',
      })
}

const evidenceOf = ({ element, rules }: Judgement): readonly Evidence[] =>
  (element.verification.evidence ?? []).filter(({ type }) => rules.evidence?.includes(type) ?? true)

/** There is evidence of a type that the framework's rules take. */
export function checkEvidence(judgement: Judgement): Check {
  const id = 'verified-claims.evidence'
  const { evidence } = judgement.rules
  return evidence === undefined || evidenceOf(judgement).length > 0
    ? passed(id)
    : failed(id, 'ERR_SSO_VERIFIED_CLAIMS_EVIDENCE', { required: evidence.join(' ') })
}

/** Who stands behind a piece of evidence, by the names that it gives. */
function attestersOf(evidence: Evidence): readonly string[] {
  if (evidence.type === 'electronic_signature') return evidence.issuer === undefined ? [] : [evidence.issuer]
  const checkers = (evidence.check_details ?? []).map(({ organization }) => organization)
  if (evidence.type !== 'vouch') return checkers.filter((name) => name !== undefined)
  const { organization, name } = evidence.attestation?.voucher ?? {}
  return [...checkers, organization ?? name].filter((one) => one !== undefined)
}

const isAttested = (evidence: Evidence, attesters: readonly string[] | undefined): boolean => {
  if (attesters === undefined) return true
  const names = attestersOf(evidence)
  return names.length > 0 && names.every((name) => attesters.includes(name))
}

/** Evidence was checked, signed or vouched for by those who may, and by nobody else. */
export function checkAttester(judgement: Judgement): Check {
  const id = 'verified-claims.attester'
  const { attesters } = judgement.rules
  return attesters === undefined || evidenceOf(judgement).some((one) => isAttested(one, attesters))
    ? passed(id)
    : failed(id, 'ERR_SSO_VERIFIED_CLAIMS_ATTESTER')
}

function endOf(evidence: Evidence): number {
  const day =
    evidence.type === 'document'
      ? evidence.document_details?.date_of_expiry
      : evidence.type === 'electronic_record'
        ? evidence.record?.date_of_expiry
        : evidence.type === 'vouch'
          ? evidence.attestation?.date_of_expiry
          : undefined
  return (day === undefined ? undefined : parseEndOfDay(day)) ?? Number.POSITIVE_INFINITY
}

const attestedIn = (judgement: Judgement): readonly Evidence[] =>
  evidenceOf(judgement).filter((one) => isAttested(one, judgement.rules.attesters))

/** The evidence that counts: of a type that is taken, by those who may attest, and not expired. */
export const countingEvidence = (judgement: Judgement): readonly Evidence[] =>
  attestedIn(judgement).filter((one) => judgement.expected.now < endOf(one))

/** The evidence that counts has not expired (`date_of_expiry`). */
export function checkValidity(judgement: Judgement): Check {
  const id = 'verified-claims.validity'
  return attestedIn(judgement).length === 0 || countingEvidence(judgement).length > 0
    ? passed(id)
    : failed(id, 'ERR_SSO_VERIFIED_CLAIMS_EXPIRED')
}
