import type { JsonObject } from '../token/json.ts'
import type { Levels } from './level.ts'
import type { EvidenceType } from './verified-claims-form.ts'

/** What is believed under one trust framework 信任框架. */
export interface FrameworkRules {
  /** What each `assurance_level` is worth, in the portal's own numbers. */
  readonly levels?: Levels
  /** Evidence must be of one of these types; when absent, none is needed. */
  readonly evidence?: readonly EvidenceType[]
  /** Who may have checked, signed or vouched for the evidence, by the names that it gives; when absent, anybody. */
  readonly attesters?: readonly string[]
  /** How long ago the identity may have been verified, in seconds. */
  readonly maxAge?: number
}

/** Which verified claims of one provider are believed. */
export interface VerifiedClaimsPolicy {
  /** By `trust_framework`. What stands under another is not believed. */
  readonly frameworks: Readonly<Record<string, FrameworkRules>>
  /** The claims that the portal needs. It asks for these, and keeps no other. */
  readonly claims: readonly string[]
  /** The least level, in the portal's own numbers. */
  readonly level?: number
  /** Whether nobody is signed in without them. */
  readonly required?: boolean
}

export interface VerifiedClaimsExpectations {
  /** Whose claims the policy is for. */
  readonly issuer: string
  readonly policy: VerifiedClaimsPolicy
  /** Seconds since 1970. */
  readonly now: number
}

/** Claims with who verified them how: those that were asked for, and no other. */
export interface VerifiedClaims {
  readonly framework: string
  /** 0 when the framework's table has no such `assurance_level`. */
  readonly level: number
  /** Seconds since 1970. */
  readonly verifiedAt: number | undefined
  /** Of what types the evidence is that counts under the policy. */
  readonly evidence: readonly EvidenceType[]
  readonly claims: JsonObject
}

/**
 * What a sign-in asks for, so that nothing else is told: the value of the parameter `claims` (OpenID Connect Core 1.0, 5.5;
 * OpenID Connect for Identity Assurance 1.0, verified claims requests).
 */
export function requestVerifiedClaims({ frameworks, claims }: VerifiedClaimsPolicy): JsonObject {
  const values = Object.keys(frameworks)
  const isAsked = (name: 'evidence' | 'maxAge' | 'levels') =>
    Object.values(frameworks).some((rules) => rules[name] !== undefined)
  const types = [...new Set(Object.values(frameworks).flatMap(({ evidence = [] }) => evidence))]
  return {
    id_token: {
      verified_claims: {
        verification: {
          trust_framework: values.length === 1 ? { value: values[0] } : { values },
          ...(isAsked('levels') && { assurance_level: null }),
          ...(isAsked('maxAge') && { time: null }),
          ...(types.length > 0 && { evidence: types.map((value) => ({ type: { value } })) }),
        },
        claims: Object.fromEntries(claims.map((name) => [name, null])),
      },
    },
  }
}
