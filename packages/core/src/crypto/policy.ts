import type { AlgorithmIdentifier, PublicKey } from './key.ts'
import { type SignatureScheme, signatureScheme } from './scheme.ts'
import { seenPublicKey } from './seen-public-key.ts'

/**
 * Which algorithms and keys a verdict may rest on.
 *
 * {@link CURRENT_ALGORITHMS} unless given. What takes more than that, for archives and test suites of another time, comes
 * from `@xinyin/core/unsafe`.
 */
export interface AlgorithmPolicy {
  /** The scheme that an `AlgorithmIdentifier` names, nothing where it is not accepted. */
  scheme(algorithm: AlgorithmIdentifier): SignatureScheme | undefined
  /**
   * Reads a `SubjectPublicKeyInfo`.
   *
   * @param issuer - the key of the issuing certificate, whose parameters a key without its own takes over
   *   (RFC 5280, 6.1.4 (f)); no algorithm in use today has such parameters
   * @throws CoreError `ERR_KEY_…`, `ERR_DER_…` where the key is malformed or not accepted
   */
  publicKey(spki: Uint8Array, issuer?: PublicKey): PublicKey
}

/** What is safe today: the schemes of `signatureScheme`, the keys of `parsePublicKey`. */
export const CURRENT_ALGORITHMS: AlgorithmPolicy = {
  scheme: signatureScheme,
  publicKey: (spki) => seenPublicKey(spki),
}
