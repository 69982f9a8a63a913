/** An element as it arrived, under another tag of one octet: a copy, so that what arrived stays as it is. */
export function underTag(der: Uint8Array, tag: number): Uint8Array {
  const copy = new Uint8Array(der)
  copy[0] = tag
  return copy
}
