import { type Check, failed, skipped } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { checkKeyBinding } from './key-binding-proof.ts'
import type { SdJwt } from './parse.ts'
import { checkPresentation } from './presentation.ts'

/** What a verifier asked the presenter for. */
export interface KeyBindingPolicy {
  readonly audience: string
  /** The one the verifier made for this request. */
  readonly nonce: string
  /** Seconds since the proof was made; 300 when absent. */
  readonly maxAge?: number
}

const ID = 'sd-jwt.key-binding'

/** @internal Whether it is a text with something in it. */
export const isSaid = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''

/**
 * @internal Whoever asks must have said for whom, and which request it is: an empty nonce, as from a setting or a session that
 * is missing, would let an old answer stand for a new one.
 *
 * @throws TypeError
 */
export function assertAsked(asked: Pick<KeyBindingPolicy, 'audience' | 'nonce'>): void {
  for (const name of ['audience', 'nonce'] as const)
    if (!isSaid(asked[name])) throw new TypeError(`keyBinding: ${name} must not be empty`)
}

/** What time it is for whom the presentation is for. */
export interface VerifierClock {
  readonly at: Date
  /** Seconds by which clocks may differ. */
  readonly clockSkew: number
}

/**
 * Whether the key binding was made by the holder's key over just this presentation (RFC 9901, 7.3).
 *
 * @param claims - what the SD-JWT resolved to, for the holder's key in `cnf`
 */
export async function inspectKeyBinding(
  sdJwt: SdJwt,
  claims: JsonObject | undefined,
  demanded: boolean,
  clock: VerifierClock,
): Promise<Check> {
  const { keyBinding } = sdJwt
  if (keyBinding === undefined)
    return demanded ? failed(ID, 'ERR_SDJWT_KEY_BINDING_MISSING') : skipped(ID, 'key-binding')
  if (claims === undefined) return skipped(ID, 'sd-jwt.disclosures')
  return checkKeyBinding(sdJwt, keyBinding, claims, clock)
}

/** Whether the presentation was made for this verifier, for this request, just now. */
export function inspectPresentation(
  { keyBinding }: SdJwt,
  policy: KeyBindingPolicy | undefined,
  clock: VerifierClock,
): Check {
  const id = 'sd-jwt.presentation'
  if (policy === undefined) return skipped(id, 'audience-and-nonce')
  if (keyBinding === undefined) return skipped(id, ID)
  return checkPresentation(keyBinding, policy, clock)
}
