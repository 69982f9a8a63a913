import type { Hasher } from '../../gm/sm3.ts'
import type { SignatureForm } from '../ec-signature.ts'
import type { PublicKey } from '../key.ts'
import type { PrivateKey } from '../private-key.ts'

export type Sha2 = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** RSA with SHA-2: PKCS#1 v1.5, or PSS with MGF1 on the same hash. */
export type RsaParameters =
  | { readonly padding: 'PKCS1'; readonly hash: Sha2 }
  | { readonly padding: 'PSS'; readonly hash: Sha2; readonly saltLength: number }

/** WebCrypto answers later, the others at once: a promise where there need be none takes as long as a short hash. */
type MaybePromise<T> = T | Promise<T>

/** Signatures on the Edwards curves (RFC 8032). */
export interface EdwardsProvider {
  sign(key: PrivateKey, message: Uint8Array): MaybePromise<Uint8Array>
  verify(key: PublicKey, message: Uint8Array, signature: Uint8Array): MaybePromise<boolean>
}

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
    /** @param der - the same two numbers in strict DER, where they came so: a platform that takes it need not write it */
    verify(
      key: PublicKey,
      z: Uint8Array,
      message: Uint8Array,
      signature: Uint8Array,
      der?: Uint8Array,
    ): boolean
  }
  readonly SM4: {
    /** Each block by itself: what other modes are built on. Whole blocks, no padding, here and below. */
    encryptEcb(key: Uint8Array, blocks: Uint8Array): Uint8Array
    decryptEcb(key: Uint8Array, blocks: Uint8Array): Uint8Array
    encryptCbc(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array
    decryptCbc(key: Uint8Array, iv: Uint8Array, blocks: Uint8Array): Uint8Array
    /** @param counter - 16 octets, counted up as one number of 128 bits */
    applyCtr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array
  }
  readonly ECDSA: {
    sign(key: PrivateKey, hash: Sha2, message: Uint8Array): MaybePromise<Uint8Array>
    /** @param form - `raw` unless given; what is called DER is refused where it is not strictly so */
    verify(
      key: PublicKey,
      hash: Sha2,
      message: Uint8Array,
      signature: Uint8Array,
      form?: SignatureForm,
    ): MaybePromise<boolean>
  }
  readonly Ed25519: EdwardsProvider
  readonly Ed448: EdwardsProvider
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
