import { type Check, failed, passed } from '@xinyin/core'
import type { Jws } from './jws.ts'
import type { KeyBindingPolicy, VerifierClock } from './key-binding.ts'

const ID = 'sd-jwt.presentation'

/** The check of a presentation that has a key binding, where one is demanded: see `inspectPresentation`. */
export function checkPresentation(
  { payload }: Jws,
  policy: KeyBindingPolicy,
  { at, clockSkew }: VerifierClock,
): Check {
  const { aud, nonce, iat } = payload
  if (aud !== policy.audience) return failed(ID, 'ERR_SDJWT_AUDIENCE')
  if (nonce !== policy.nonce) return failed(ID, 'ERR_SDJWT_NONCE')
  const age = Math.floor(at.getTime() / 1000) - (typeof iat === 'number' ? iat : Number.NaN)
  const limit = policy.maxAge ?? 300
  if (!(age <= limit + clockSkew && age >= -clockSkew)) return failed(ID, 'ERR_SDJWT_STALE', { age, limit })
  return passed(ID)
}
