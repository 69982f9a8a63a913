/** A prefix code as a table over the next `bits` bits: `symbol << 4 | length`, 0 where no code begins so. */
export interface HuffmanTable {
  readonly bits: number
  readonly table: Uint16Array
}

/**
 * Builds the table of a canonical prefix code (RFC 1951, 3.2.2).
 *
 * @returns `undefined` for lengths that claim more codes than there are, or fewer: only a code of one symbol of
 *   one bit may be incomplete, and only where `allowSingle` says so
 */
export function buildTable(lengths: Uint8Array, allowSingle: boolean): HuffmanTable | undefined {
  const counts = new Uint16Array(16)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  counts[0] = 0
  let bits = 15
  while (bits > 0 && counts[bits] === 0) bits--
  if (bits === 0) return allowSingle ? { bits: 1, table: new Uint16Array(2) } : undefined
  const next = new Uint16Array(16)
  let code = 0
  for (let length = 1; length <= bits; length++) {
    code = (code + (counts[length - 1] ?? 0)) << 1
    next[length] = code
    if (code + (counts[length] ?? 0) > 1 << length) return undefined
  }
  const used = (next[bits] ?? 0) + (counts[bits] ?? 0)
  const complete = used === 1 << bits
  if (!complete && !(allowSingle && bits === 1)) return undefined
  const table = new Uint16Array(1 << bits)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] ?? 0
    if (length === 0) continue
    const entry = (symbol << 4) | length
    const canonical = next[length] ?? 0
    next[length] = canonical + 1
    for (let at = reverse(canonical, length); at < table.length; at += 1 << length) table[at] = entry
  }
  return { bits, table }
}

/** Codes are sent from their highest bit on, everything else from the lowest. */
function reverse(code: number, length: number): number {
  let reversed = 0
  for (let i = 0; i < length; i++) reversed = (reversed << 1) | ((code >> i) & 1)
  return reversed
}
