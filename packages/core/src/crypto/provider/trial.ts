import { equalBytes } from '../../bytes/sequence.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import type { Trial } from './algorithm.ts'

/** What most known answers are answers about. */
export const ABC = /* @__PURE__ */ encodeUtf8('abc')

/** That a signature is taken as it is, and not when its last but one octet is another. */
export function tellsApart(
  signature: Uint8Array,
  verify: (signature: Uint8Array) => boolean | Promise<boolean>,
): Trial[] {
  const altered = new Uint8Array(signature)
  const at = altered.length - 2
  altered[at] = (altered[at] ?? 0) ^ 1
  return [
    { expected: true, ask: () => verify(signature) },
    { expected: false, ask: () => verify(altered) },
  ]
}

export const equals = (compute: () => Uint8Array, expected: Uint8Array): Trial => ({
  expected: true,
  ask: () => equalBytes(compute(), expected),
})
