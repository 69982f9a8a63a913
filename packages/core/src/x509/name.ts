/** A distinguished name (RFC 5280, 4.1.2.4). */
export interface Name {
  /** DER of the name, as it arrived: names are the same when their normalised forms are. */
  readonly raw: Uint8Array
  readonly attributes: readonly NameAttribute[]
  readonly commonName: string | undefined
  readonly organization: string | undefined
  /** RFC 4514 form: `CN=…,O=…,C=CN`. */
  readonly text: string
}

export interface NameAttribute {
  readonly oid: string
  readonly value: string
}
