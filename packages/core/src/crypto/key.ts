/** The key types that Xinyin signs and verifies with. */
export type KeyKind = 'SM2' | 'P-256' | 'P-384' | 'P-521' | 'RSA' | 'Ed25519' | 'Ed448'

/** The kinds of public key. DSA verifies old certificates, and only through `@xinyin/core/unsafe`. */
export type PublicKeyKind = KeyKind | 'DSA'

/** A public key: its kind, and its `SubjectPublicKeyInfo` as it arrived. Made by `parsePublicKey`. */
export interface PublicKey {
  readonly kind: PublicKeyKind
  /** DER `SubjectPublicKeyInfo`. */
  readonly spki: Uint8Array
  /** For SM2 and the NIST curves: the point as `04 ‖ x ‖ y`. */
  readonly point: Uint8Array | undefined
  /** For an RSA key that says so: that it signs with PSS only (RFC 4055, 1.2 and 3.1). */
  readonly pssOnly?: PssRestriction
}

/** What a key under `id-RSASSA-PSS` is restricted to. */
export interface PssRestriction {
  /** The only hash, of message and mask; `undefined` where the key leaves that open. */
  readonly hash: 'SHA-256' | 'SHA-384' | 'SHA-512' | undefined
  /** Octets that the salt must have at least. */
  readonly minimumSalt: number
}

/** `AlgorithmIdentifier` (RFC 5280, 4.1.1.2) with its parameters as they arrived. */
export interface AlgorithmIdentifier {
  readonly oid: string
  /** DER of the parameters, `undefined` when absent. */
  readonly parameters: Uint8Array | undefined
}
