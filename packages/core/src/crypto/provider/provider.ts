import type { Hasher } from '../../gm/sm3.ts'
import type { PublicKey } from '../key.ts'
import type { PrivateKey } from '../private-key.ts'

export type Sha2 = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** RSA with SHA-2: PKCS#1 v1.5, or PSS with MGF1 on the same hash. */
export type RsaParameters =
  | { readonly padding: 'PKCS1'; readonly hash: Sha2 }
  | { readonly padding: 'PSS'; readonly hash: Sha2; readonly saltLength: number }

type MaybePromise<T> = T | Promise<T>

/**
 * Everything that can be computed in more than one way. Signatures on curves are `r ‖ s` throughout, of the length
 * that the curve gives. Verifying never throws for what a signature holds.
 */
export interface Provider {
  readonly SM3: {
    digest(parts: readonly Uint8Array[]): Uint8Array
    hmac(key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array
    createHasher(): Hasher
  }
  readonly SHA2: {
    digest(hash: Sha2, parts: readonly Uint8Array[]): Uint8Array
    hmac(hash: Sha2, key: Uint8Array, parts: readonly Uint8Array[]): Uint8Array
    createHasher(hash: Sha2): Hasher
  }
  readonly SM2: {
    /** @param z - SM3 of the signer's identity and key */
    sign(key: PrivateKey, z: Uint8Array, message: Uint8Array): Uint8Array
    verify(key: PublicKey, z: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
  }
  readonly SM4: {
    /** Whole blocks, no padding. */
    encryptCbc(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array
    decryptCbc(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array
    /** @param counter - 16 octets, counted up as one number of 128 bits */
    applyCtr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array
  }
  readonly ECDSA: {
    sign(key: PrivateKey, hash: Sha2, message: Uint8Array): Uint8Array
    verify(key: PublicKey, hash: Sha2, message: Uint8Array, signature: Uint8Array): boolean
  }
  readonly Ed25519: {
    sign(key: PrivateKey, message: Uint8Array): Uint8Array
    verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): boolean
  }
  readonly RSA: {
    sign(key: PrivateKey, parameters: RsaParameters, message: Uint8Array): MaybePromise<Uint8Array>
    verify(
      key: PublicKey,
      parameters: RsaParameters,
      message: Uint8Array,
      signature: Uint8Array,
    ): MaybePromise<boolean>
  }
}

export type Algorithm = keyof Provider
