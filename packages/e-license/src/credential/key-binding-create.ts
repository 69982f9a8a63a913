import type { Signer } from '@xinyin/core'
import { digestTextLater } from './digest-later.ts'
import type { DigestName } from './digest-name.ts'
import { assertAsked } from './key-binding.ts'
import { signJws } from './sign.ts'

/** What a presenter needs to make a key binding. */
export interface KeyBindingRequest {
  /** Holds the key that the credential's `cnf` names. */
  readonly signer: Signer
  readonly audience: string
  readonly nonce: string
  /** When it is made; now when absent. */
  readonly at?: Date
}

/** @internal The key binding of a presentation that ends in `~` (RFC 9901, 4.3). */
export async function createKeyBinding(
  presented: string,
  digestName: DigestName,
  request: KeyBindingRequest,
): Promise<string> {
  const { signer, audience, nonce, at = new Date() } = request
  assertAsked(request)
  const payload = {
    iat: Math.floor(at.getTime() / 1000),
    aud: audience,
    nonce,
    sd_hash: await digestTextLater(presented, digestName),
  }
  return signJws({ typ: 'kb+jwt' }, payload, signer)
}
