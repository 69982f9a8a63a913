import { hmacSm3 } from '../../gm/hmac.ts'
import { createSm3, sm3 } from '../../gm/sm3.ts'
import { chosenAlgorithm } from './algorithm.ts'
import { nativeDigest, nativeHasher, nativeHmac } from './node-hash.ts'
import type { Provider } from './provider.ts'
import { ABC, equals } from './trial.ts'

/** Up to here, going to native code and back takes longer than the hash does (measured on Node 20). */
const SHORT = 128

const lengthOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0)

/** SM3 (GB/T 32905-2016) and its HMAC. */
export const SM3 = /* @__PURE__ */ chosenAlgorithm<Provider['SM3']>({
  portable: {
    digest: (parts) => sm3(...parts),
    hmac: (key, parts) => hmacSm3(key, ...parts),
    createHasher: createSm3,
  },

  native(crypto) {
    const native = nativeDigest(crypto, 'sm3')
    return {
      digest: (parts) => (lengthOf(parts) <= SHORT ? sm3(...parts) : native(parts)),
      hmac: (key, parts) => nativeHmac(crypto, 'sm3', key, parts),
      createHasher: () => nativeHasher(crypto, 'sm3'),
    }
  },

  /** What portable code makes of `abc` (GB/T 32905-2016, A.1), in pieces, of long input, and as an HMAC. */
  trials({ digest, hmac, createHasher }) {
    const expected = sm3(ABC)
    const long = new Uint8Array(1000)
    return [
      equals(() => digest([ABC]), expected),
      equals(() => digest([ABC.subarray(0, 2), ABC.subarray(2)]), expected),
      equals(() => createHasher().update(ABC.subarray(0, 1)).update(ABC.subarray(1)).digest(), expected),
      equals(() => digest([long]), sm3(long)),
      equals(() => digest([long, ABC]), sm3(long, ABC)),
      equals(() => hmac(ABC, [ABC]), hmacSm3(ABC, ABC)),
    ]
  },
})
