import type { Sm2JoseProfile } from '@xinyin/core'

/**
 * How a province writes SM2 in tokens and key sets. No name is registered with IANA, so there is none by default:
 * `SM2SM3` with DER and `SM2` with r ‖ s are both in use, under keys of `kty` `EC`.
 */
export interface Sm2TokenProfile extends Sm2JoseProfile {
  /** `crv` of the keys: `SM2`, as a rule. */
  readonly crv: string
}

/** The part of a profile by which keys are read. */
export function readableSm2(profile: Sm2TokenProfile | undefined): { sm2?: { crv: string; alg: string } } {
  return profile === undefined ? {} : { sm2: { crv: profile.crv, alg: profile.alg } }
}
