import type { PublicKey } from './crypto/key.ts'

/** Tells the time. Tests and past-time verification replace it. */
export type Clock = () => Date

/** The network: the global `fetch` or whatever stands in for it. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

/** Holds a private key and signs with it: in memory, in a device, or at a remote service. */
export interface Signer {
  readonly publicKey: PublicKey
  /** OID of the signature algorithm, as in `AlgorithmIdentifier`: `1.2.156.10197.1.501` for SM2 with SM3. */
  readonly algorithm: string
  /** DER of the algorithm's parameters where it has any but NULL: `RSASSA-PSS-params` (RFC 4055, 3.1). */
  readonly parameters?: Uint8Array
  /**
   * Signs a message (not a digest).
   *
   * @returns the signature as X.509 carries it: DER `SEQUENCE { r, s }` for SM2 and ECDSA
   */
  sign(message: Uint8Array): Promise<Uint8Array>
}
