/** A key of a map: an integer that JavaScript holds exactly, or a text. */
export type CborKey = number | string

/** A map; its order is of no account, since it is written in the order of the keys' bytes. */
export type CborMap = ReadonlyMap<CborKey, CborValue>

/** A value with a tag (RFC 8949, 3.4), which says what it stands for. */
export interface CborTag {
  readonly tag: number
  readonly value: CborValue
}

/**
 * What CBOR says here (RFC 8949): integers (`bigint` for what `number` does not hold exactly, up to 64 bits), byte and
 * text strings, arrays, maps, tags, `true`, `false` and `null`.
 *
 * Floating-point numbers, `undefined` and other simple values are left out: no format that is read here needs them, and
 * each brings questions of equality (−0, NaN and its payloads) that a signed text should not raise.
 */
export type CborValue =
  | number
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly CborValue[]
  | CborMap
  | CborTag

export function isCborMap(value: CborValue | undefined): value is CborMap {
  return value instanceof Map
}

export function isCborBytes(value: CborValue | undefined): value is Uint8Array {
  return value instanceof Uint8Array
}

export function isCborArray(value: CborValue | undefined): value is readonly CborValue[] {
  return Array.isArray(value)
}

export function isCborTag(value: CborValue | undefined): value is CborTag {
  return (
    typeof value === 'object' &&
    value !== null &&
    !isCborMap(value) &&
    !isCborArray(value) &&
    !isCborBytes(value)
  )
}
