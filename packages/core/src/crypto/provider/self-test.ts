import { decodeBase64 } from '../../bytes/base64.ts'
import { decodeHex } from '../../bytes/hex.ts'
import { concatBytes, equalBytes } from '../../bytes/sequence.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { DEFAULT_USER_ID, identityInput } from '../../gm/sm2/user.ts'
import { sm3 } from '../../gm/sm3.ts'
import type { CurveKind } from '../curve.ts'
import { curvePublicKey, parsePublicKey } from '../public-key.ts'
import { ECDSA_ANSWERS, ED448_ANSWER, ED25519_ANSWER, RSA_ANSWER, SM2_ANSWER } from './known-answers.ts'
import type { Algorithm, Provider } from './provider.ts'

/** One thing that an implementation is asked. */
interface Trial {
  readonly expected: boolean
  ask(): boolean | Promise<boolean>
}

/**
 * Whether an implementation gives the known answers, good and bad, and gives them at once: a platform that claims an
 * algorithm and computes another, or throws, is passed over.
 */
export function works<A extends Algorithm>(algorithm: A, implementation: Provider[A]): boolean {
  try {
    // A promise is neither true nor false: what is tested here answers at once.
    return TRIALS[algorithm](implementation).every(({ expected, ask }) => ask() === expected)
  } catch {
    return false
  }
}

/** {@link works} for what answers later. */
export async function worksLater<A extends Algorithm>(
  algorithm: A,
  implementation: Provider[A],
): Promise<boolean> {
  try {
    for (const { expected, ask } of TRIALS[algorithm](implementation))
      if ((await ask()) !== expected) return false
    return true
  } catch {
    return false
  }
}

const ABC = /* @__PURE__ */ encodeUtf8('abc')

/** That a signature is taken as it is, and not when its last but one octet is another. */
function tellsApart(
  signature: Uint8Array,
  verify: (signature: Uint8Array) => boolean | Promise<boolean>,
): Trial[] {
  const altered = signature.slice()
  const at = altered.length - 2
  altered[at] = (altered[at] ?? 0) ^ 1
  return [
    { expected: true, ask: () => verify(signature) },
    { expected: false, ask: () => verify(altered) },
  ]
}

const equals = (compute: () => Uint8Array, expected: Uint8Array): Trial => ({
  expected: true,
  ask: () => equalBytes(compute(), expected),
})

const TRIALS: { readonly [A in Algorithm]: (implementation: Provider[A]) => readonly Trial[] } = {
  /** `abc` (GB/T 32905-2016, A.1), in pieces, long input, and an HMAC. */
  SM3({ digest, hmac, createHasher }) {
    const expected = decodeHex('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    const expectedMac = decodeHex('8112d24a09eeda43ea595f3cfefb2a34856977ce4ac1d03fcc2067ae64c5e3f1')
    const long = new Uint8Array(1000)
    return [
      equals(() => digest([ABC]), expected),
      equals(() => digest([ABC.subarray(0, 2), ABC.subarray(2)]), expected),
      equals(() => createHasher().update(ABC.subarray(0, 1)).update(ABC.subarray(1)).digest(), expected),
      equals(() => digest([long]), sm3(long)),
      equals(() => digest([long, ABC]), sm3(long, ABC)),
      equals(() => hmac(ABC, [ABC]), expectedMac),
    ]
  },

  /** `abc` (FIPS 180-4), the starts of the three hashes. */
  SHA2({ digest }) {
    const start = (hash: 'SHA-256' | 'SHA-384' | 'SHA-512', hex: string) =>
      equals(() => digest(hash, [ABC]).subarray(0, 8), decodeHex(hex))
    return [
      start('SHA-256', 'ba7816bf8f01cfea'),
      start('SHA-384', 'cb00753f45a35e8b'),
      start('SHA-512', 'ddaf35a193617aba'),
    ]
  },

  /** The example of the standard, which must not hold under the empty id. */
  SM2({ verify }) {
    const { point, message, signature } = SM2_ANSWER
    const key = curvePublicKey('SM2', point)
    const z = sm3(identityInput(point, DEFAULT_USER_ID))
    const zOfNobody = sm3(identityInput(point, new Uint8Array(0)))
    return [
      ...tellsApart(signature, (bytes) => verify(key, z, message, bytes)),
      { expected: false, ask: () => verify(key, zOfNobody, message, signature) },
    ]
  },

  /** The example of the standard (GB/T 32907-2016, A.1) as a block, as the first of CBC and of a key stream. */
  SM4({ encryptEcb, decryptEcb, encryptCbc, decryptCbc, applyCtr }) {
    const key = decodeHex('0123456789abcdeffedcba9876543210')
    const expected = decodeHex('681edf34d206965e86b3e94f536e4246')
    const zero = new Uint8Array(16)
    const twice = (block: Uint8Array) => concatBytes(block, block)
    return [
      equals(() => encryptEcb(key, twice(key)), twice(expected)),
      equals(() => decryptEcb(key, twice(expected)), twice(key)),
      equals(() => encryptCbc(key, zero, key), expected),
      equals(() => decryptCbc(key, zero, expected), key),
      equals(() => applyCtr(key, key, zero), expected),
      equals(() => applyCtr(key, key, zero.subarray(0, 5)), expected.subarray(0, 5)),
    ]
  },

  ECDSA: ({ verify }) =>
    ECDSA_ANSWERS.flatMap(({ kind, hash, point, signature }) => {
      const key = curvePublicKey(kind satisfies CurveKind, point)
      return tellsApart(signature, (bytes) => verify(key, hash, ABC, bytes))
    }),

  Ed25519({ verify }) {
    const key = parsePublicKey(ED25519_ANSWER.spki)
    return tellsApart(ED25519_ANSWER.signature, (bytes) => verify(key, ABC, bytes))
  },

  Ed448({ verify }) {
    const key = parsePublicKey(ED448_ANSWER.spki)
    return tellsApart(ED448_ANSWER.signature, (bytes) => verify(key, ABC, bytes))
  },

  RSA({ verify }) {
    const key = parsePublicKey(decodeBase64(RSA_ANSWER.spki))
    const parameters = { padding: 'PKCS1', hash: 'SHA-256' } as const
    return tellsApart(decodeBase64(RSA_ANSWER.signature), (bytes) => verify(key, parameters, ABC, bytes))
  },
}
