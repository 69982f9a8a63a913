import type { PublicKey } from './key.ts'
import { createLru } from './lru.ts'
import { parsePublicKey } from './public-key.ts'

const keys = /* @__PURE__ */ createLru<PublicKey>(256, ({ spki }) => spki)

/**
 * {@link parsePublicKey} of a key that may have been read before, as that of an issuer is with every certificate below it.
 * To prove that a point is on its curve takes as long as reading a certificate does; what is kept with a key, its form on
 * the platform and its SM2 identity, is kept too.
 *
 * @throws CoreError as {@link parsePublicKey}
 */
export function seenPublicKey(spki: Uint8Array): PublicKey {
  return keys.get(spki, () => parsePublicKey(spki))
}
