/** What a reader of CBOR takes at most. */
export interface CborLimits {
  /** Bytes of the whole; 16 MiB unless given. */
  readonly maxBytes: number
  /** Levels of nesting, tags among them; 16 unless given. */
  readonly maxDepth: number
  /** Values of every kind, those in arrays and maps among them; 65,536 unless given. */
  readonly maxValues: number
}

export const CBOR_LIMITS: CborLimits = { maxBytes: 16 * 1024 * 1024, maxDepth: 16, maxValues: 65_536 }
