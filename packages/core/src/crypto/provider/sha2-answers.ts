import { decodeHex } from '../../bytes/hex.ts'
import type { Sha2 } from './provider.ts'

/** The starts of the hashes of `abc` (FIPS 180-4), for whatever computes them. */
export const SHA2_ANSWERS: Readonly<Record<Sha2, Uint8Array>> = /* @__PURE__ */ (() => ({
  'SHA-256': decodeHex('ba7816bf8f01cfea'),
  'SHA-384': decodeHex('cb00753f45a35e8b'),
  'SHA-512': decodeHex('ddaf35a193617aba'),
}))()
