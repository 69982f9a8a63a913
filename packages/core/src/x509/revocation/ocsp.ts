/** An answer about the state of certificates (RFC 6960, 4.2). */
export interface OcspResponse {
  /** The whole answer, DER. */
  readonly raw: Uint8Array
}
