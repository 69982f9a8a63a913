import { buildTable, type HuffmanTable } from './huffman.ts'

/** Why a stream is refused. */
export type InflateFault =
  | 'ends early'
  | 'longer than stated'
  | 'shorter than stated'
  | 'bytes after its end'
  | 'not deflate'

/** Whether octets that follow the end of a stream within its packed size are let be; none are unless it says so. */
export type AllowTail = (tail: Uint8Array) => boolean

class Refused extends Error {
  readonly fault: InflateFault
  constructor(fault: InflateFault) {
    super(fault)
    this.fault = fault
  }
}

// RFC 1951, 3.2.5: how many bits follow each length and distance symbol, and the value to which they are added.
const LENGTH_BITS = Uint8Array.from({ length: 29 }, (_, i) => (i === 28 ? 0 : Math.max(0, (i >> 2) - 1)))
const LENGTH_BASE = basesOf(LENGTH_BITS, 3)
// The last length stands for itself, although the symbol before it would reach it too.
LENGTH_BASE[28] = 258
const DISTANCE_BITS = Uint8Array.from({ length: 30 }, (_, i) => Math.max(0, (i >> 1) - 1))
const DISTANCE_BASE = basesOf(DISTANCE_BITS, 1)
const CODE_LENGTH_ORDER = '16 17 18 0 8 7 9 6 10 5 11 4 12 3 13 2 14 1 15'.split(' ').map(Number)

function basesOf(bits: Uint8Array, first: number): Uint16Array {
  const bases = new Uint16Array(bits.length)
  let base = first
  bits.forEach((count, i) => {
    bases[i] = base
    base += 1 << count
  })
  return bases
}

interface Source {
  readonly packed: Uint8Array
  /** Index of the next octet. */
  at: number
  /** Bits taken from octets but not yet used, and how many. */
  held: number
  count: number
}

/** The next `count` bits, at most 16. */
function take(source: Source, count: number): number {
  while (source.count < count) {
    if (source.at >= source.packed.length) throw new Refused('ends early')
    source.held |= (source.packed[source.at++] ?? 0) << source.count
    source.count += 8
  }
  const bits = source.held & ((1 << count) - 1)
  source.held >>>= count
  source.count -= count
  return bits
}

function decode(source: Source, { bits, table }: HuffmanTable): number {
  while (source.count < bits && source.at < source.packed.length) {
    source.held |= (source.packed[source.at++] ?? 0) << source.count
    source.count += 8
  }
  const entry = table[source.held & ((1 << bits) - 1)] ?? 0
  const length = entry & 15
  if (length === 0) throw new Refused(source.count < bits ? 'ends early' : 'not deflate')
  if (length > source.count) throw new Refused('ends early')
  source.held >>>= length
  source.count -= length
  return entry >> 4
}

/**
 * Inflates a DEFLATE stream (RFC 1951) that must fill `packed` to its last octet and give exactly `bytes` octets.
 *
 * General libraries stop at the end of the stream and say nothing of what follows it, and write on past a limit
 * before they notice. Both let a file hold what its checks never saw, or take what time it likes.
 *
 * @returns the octets, or why the stream is refused
 */
export function inflateExactly(
  packed: Uint8Array,
  bytes: number,
  allowTail?: AllowTail,
): Uint8Array | InflateFault {
  const source: Source = { packed, at: 0, held: 0, count: 0 }
  const out = new Uint8Array(bytes)
  try {
    let written = 0
    for (let last = false; !last; ) {
      last = take(source, 1) === 1
      const kind = take(source, 2)
      if (kind === 0) written = copyStored(source, out, written)
      else if (kind === 1) written = inflateBlock(source, out, written, FIXED_LITERALS, FIXED_DISTANCES)
      else if (kind === 2) written = inflateBlock(source, out, written, ...readTables(source))
      else throw new Refused('not deflate')
    }
    if (written !== bytes) return 'shorter than stated'
    // The bits that fill the last octet mean nothing (RFC 1951, 3.2.3), and native libraries do not show them: they are
    // passed over here as well, so that a verdict is the same on every platform.
    const whole = source.at - (source.count >> 3)
    return whole === packed.length || allowTail?.(packed.subarray(whole)) ? out : 'bytes after its end'
  } catch (refused) {
    if (refused instanceof Refused) return refused.fault
    throw refused
  }
}

function copyStored(source: Source, out: Uint8Array, written: number): number {
  take(source, source.count & 7)
  const length = take(source, 16)
  if (take(source, 16) !== (~length & 0xffff)) throw new Refused('not deflate')
  source.at -= source.count >> 3
  source.held = 0
  source.count = 0
  if (source.at + length > source.packed.length) throw new Refused('ends early')
  if (written + length > out.length) throw new Refused('longer than stated')
  out.set(source.packed.subarray(source.at, source.at + length), written)
  source.at += length
  return written + length
}

/** The two codes that a dynamic block begins with (RFC 1951, 3.2.7). */
function readTables(source: Source): [HuffmanTable, HuffmanTable] {
  const literals = take(source, 5) + 257
  const distances = take(source, 5) + 1
  const codeLengths = new Uint8Array(19)
  const given = take(source, 4) + 4
  for (let i = 0; i < given; i++) codeLengths[CODE_LENGTH_ORDER[i] ?? 0] = take(source, 3)
  const code = buildTable(codeLengths, false)
  if (code === undefined || literals > 286 || distances > 30) throw new Refused('not deflate')
  const lengths = new Uint8Array(literals + distances)
  for (let i = 0; i < lengths.length; ) {
    const symbol = decode(source, code)
    if (symbol < 16) {
      lengths[i++] = symbol
      continue
    }
    const repeat =
      symbol === 16 ? 3 + take(source, 2) : symbol === 17 ? 3 + take(source, 3) : 11 + take(source, 7)
    if ((symbol === 16 && i === 0) || i + repeat > lengths.length) throw new Refused('not deflate')
    lengths.fill(symbol === 16 ? (lengths[i - 1] ?? 0) : 0, i, i + repeat)
    i += repeat
  }
  const literalTable = buildTable(lengths.subarray(0, literals), true)
  const distanceTable = buildTable(lengths.subarray(literals), true)
  if (literalTable === undefined || distanceTable === undefined || lengths[256] === 0)
    throw new Refused('not deflate')
  return [literalTable, distanceTable]
}

/** Puts out what stands for itself, in one go, as long as there is input and room to spare: most symbols do. */
function copyLiterals(source: Source, out: Uint8Array, start: number, { bits, table }: HuffmanTable): number {
  const { packed } = source
  let { at, held, count } = source
  let written = start
  for (const mask = (1 << bits) - 1; at + 1 < packed.length && written < out.length; written++) {
    // Two octets at a time: no code has more bits.
    if (count < 16) {
      held |= ((packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8)) << count
      at += 2
      count += 16
    }
    const entry = table[held & mask] ?? 0
    const length = entry & 15
    if (length === 0 || entry >= 256 << 4) break
    out[written] = entry >> 4
    held >>>= length
    count -= length
  }
  source.at = at
  source.held = held
  source.count = count
  return written
}

function inflateBlock(
  source: Source,
  out: Uint8Array,
  start: number,
  literals: HuffmanTable,
  distances: HuffmanTable,
): number {
  let written = start
  for (;;) {
    written = copyLiterals(source, out, written, literals)
    const symbol = decode(source, literals)
    if (symbol < 256) {
      if (written >= out.length) throw new Refused('longer than stated')
      out[written++] = symbol
      continue
    }
    if (symbol === 256) return written
    if (symbol > 285) throw new Refused('not deflate')
    const length = (LENGTH_BASE[symbol - 257] ?? 0) + take(source, LENGTH_BITS[symbol - 257] ?? 0)
    const reach = decode(source, distances)
    if (reach > 29) throw new Refused('not deflate')
    const distance = (DISTANCE_BASE[reach] ?? 0) + take(source, DISTANCE_BITS[reach] ?? 0)
    if (distance > written) throw new Refused('not deflate')
    if (written + length > out.length) throw new Refused('longer than stated')
    if (distance >= length) out.copyWithin(written, written - distance, written - distance + length)
    else for (let i = 0; i < length; i++) out[written + i] = out[written + i - distance] ?? 0
    written += length
  }
}

/** The codes of a fixed block (RFC 1951, 3.2.6). */
const FIXED_LITERALS = fixedTable(
  Uint8Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  ),
)
const FIXED_DISTANCES = fixedTable(new Uint8Array(32).fill(5))

function fixedTable(lengths: Uint8Array): HuffmanTable {
  const table = buildTable(lengths, false)
  if (table === undefined) throw new Error('unreachable: the fixed codes are complete')
  return table
}
