/** The key types that Xinyin signs and verifies with. */
export type KeyKind = 'SM2' | 'P-256' | 'P-384' | 'P-521' | 'RSA' | 'Ed25519'

/** A public key: its kind, and its `SubjectPublicKeyInfo` as it arrived. Made by `parsePublicKey`. */
export interface PublicKey {
  readonly kind: KeyKind
  /** DER `SubjectPublicKeyInfo`. */
  readonly spki: Uint8Array
  /** For SM2 and the NIST curves: the point as `04 ‖ x ‖ y`. */
  readonly point: Uint8Array | undefined
}

/** `AlgorithmIdentifier` (RFC 5280, 4.1.1.2) with its parameters as they arrived. */
export interface AlgorithmIdentifier {
  readonly oid: string
  /** DER of the parameters, `undefined` when absent. */
  readonly parameters: Uint8Array | undefined
}
