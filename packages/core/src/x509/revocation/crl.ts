/** A list of revoked certificates 证书吊销列表 (RFC 5280, 5). */
export interface Crl {
  /** The whole list, DER. */
  readonly raw: Uint8Array
}
