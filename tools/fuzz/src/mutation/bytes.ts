import type { Random } from '../random.ts'

/** Bytes at which readers tend to go wrong: ends of ranges, tags, delimiters. */
const EDGES = [
  0x00, 0x01, 0x02, 0x04, 0x0a, 0x20, 0x22, 0x2e, 0x30, 0x3c, 0x7e, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff,
]
const MAX_LENGTH = 256 * 1024

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

export function splice(bytes: Uint8Array, start: number, end: number, insert: Uint8Array): Uint8Array {
  const spliced = new Uint8Array(start + insert.length + (bytes.length - end))
  spliced.set(bytes.subarray(0, start))
  spliced.set(insert, start)
  spliced.set(bytes.subarray(end), start + insert.length)
  return spliced
}

function range(bytes: Uint8Array, random: Random): [number, number] {
  const start = random.below(bytes.length)
  // Short ranges mostly; now and then anything up to the end.
  const length = random.chance(6)
    ? bytes.length - start
    : Math.min(bytes.length - start, 1 + random.below(32))
  return [start, start + length]
}

function overwrite(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const changed = bytes.slice()
  changed[at] = value
  return changed
}

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = random.below(bytes.length)
    return overwrite(bytes, at, (bytes[at] ?? 0) ^ (1 << random.below(8)))
  },
  (bytes, random) => overwrite(bytes, random.below(bytes.length), random.below(256)),
  (bytes, random) => overwrite(bytes, random.below(bytes.length), random.pick(EDGES)),
  (bytes, random) => splice(bytes, ...range(bytes, random), new Uint8Array()),
  (bytes, random) => {
    const at = random.below(bytes.length + 1)
    return splice(
      bytes,
      at,
      at,
      Uint8Array.from({ length: 1 + random.below(8) }, () => random.below(256)),
    )
  },
  (bytes, random) => {
    const [start, end] = range(bytes, random)
    return splice(bytes, start, start, bytes.subarray(start, end))
  },
  (bytes, random) => {
    const [start, end] = range(bytes, random)
    const at = random.below(bytes.length)
    return splice(bytes, at, Math.min(bytes.length, at + end - start), bytes.subarray(start, end))
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length)),
  (bytes, random, other) => {
    const cut = random.below(bytes.length)
    return splice(bytes, cut, bytes.length, other.subarray(random.below(other.length)))
  },
  // A long run of one piece: what nests or repeats without a bound shows itself here.
  (bytes, random) => {
    const [start, end] = range(bytes, random)
    const piece = bytes.subarray(start, Math.min(end, start + 16))
    const times = 1 + random.below(4096)
    const run = new Uint8Array(piece.length * times)
    for (let index = 0; index < times; index += 1) run.set(piece, index * piece.length)
    return splice(bytes, start, start, run)
  },
]

/**
 * Changes bytes in one to four places without knowing what they mean.
 *
 * @param other - another seed, of which pieces may be taken
 */
export function mutateBytes(seed: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let bytes = seed
  const rounds = 1 + random.below(4)
  for (let round = 0; round < rounds; round += 1) {
    bytes =
      bytes.length === 0 ? Uint8Array.of(random.below(256)) : random.pick(MUTATIONS)(bytes, random, other)
  }
  return bytes.length > MAX_LENGTH ? bytes.slice(0, MAX_LENGTH) : bytes
}
