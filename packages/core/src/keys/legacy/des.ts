/**
 * Triple DES, decryption alone (FIPS 46-3; NIST SP 800-67): old PKCS#12 and PKCS#8 files are encrypted with it, and
 * WebCrypto does not have it. Nothing is ever encrypted with it here, and no verdict rests on it.
 */

const S_BOXES = [
  'e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d',
  'f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9',
  'a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c',
  '7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e',
  '2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453',
  'c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d',
  '4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c',
  'd2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b',
]

/** Bits are numbered from 1 at the left, as in the standard. */
const P = [
  16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22,
  11, 4, 25,
]

const PC1 = [
  57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
  63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
]

const PC2 = [
  14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2, 41, 52, 31, 37, 47,
  55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
]

const SHIFTS = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]

/** The first bit of each row of the initial permutation; along a row it goes down by eight. */
const IP_ROWS = [58, 60, 62, 64, 57, 59, 61, 63]

type Block = [left: number, right: number]

/** An S-box with the permutation P after it, by the six bits that go in. */
let tables: readonly Int32Array[] | undefined

function substitutions(): readonly Int32Array[] {
  tables ??= S_BOXES.map((box, index) =>
    Int32Array.from({ length: 64 }, (_, six) => {
      const row = ((six >> 4) & 2) | (six & 1)
      const value = Number.parseInt(box.charAt(16 * row + ((six >> 1) & 15)), 16) << (28 - 4 * index)
      return P.reduce((word, bit) => (word << 1) | ((value >>> (32 - bit)) & 1), 0)
    }),
  )
  return tables
}

const bitOf = ([left, right]: Block, bit: number) =>
  bit <= 32 ? (left >>> (32 - bit)) & 1 : (right >>> (64 - bit)) & 1

function permute(block: Block, source: (bit: number) => number): Block {
  const halves: Block = [0, 0]
  for (let bit = 0; bit < 64; bit++) {
    const half = bit >> 5
    halves[half] = ((halves[half] ?? 0) << 1) | bitOf(block, source(bit))
  }
  return halves
}

const initial = (bit: number) => (IP_ROWS[bit >> 3] ?? 0) - 8 * (bit & 7)
const final = (bit: number) => 8 * ((bit & 1) === 0 ? 4 + ((bit & 7) >> 1) : (bit & 7) >> 1) + 8 - (bit >> 3)

/** Sixteen rounds of eight six-bit keys. */
function schedule(key: Uint8Array): readonly (readonly number[])[] {
  let bits = PC1.map((bit) => ((key[(bit - 1) >> 3] ?? 0) >> (7 - ((bit - 1) & 7))) & 1)
  const turn = (half: number[], by: number) => [...half.slice(by), ...half.slice(0, by)]
  return SHIFTS.map((by) => {
    bits = [...turn(bits.slice(0, 28), by), ...turn(bits.slice(28), by)]
    return Array.from({ length: 8 }, (_, box) =>
      PC2.slice(6 * box, 6 * box + 6).reduce((six, bit) => (six << 1) | (bits[bit - 1] ?? 0), 0),
    )
  })
}

function rounds(block: Block, keys: readonly (readonly number[])[]): Block {
  const boxes = substitutions()
  let [left, right] = block
  for (const key of keys) {
    let mixed = 0
    for (let box = 0; box < 8; box++) {
      const by = (4 * box + 5) & 31
      const six = ((right << by) | (right >>> (32 - by))) & 63
      mixed |= boxes[box]?.[six ^ (key[box] ?? 0)] ?? 0
    }
    ;[left, right] = [right, left ^ mixed]
  }
  // The halves are not swapped after the last round.
  return [right, left]
}

/**
 * Makes the decryption of one block of eight octets, in place.
 *
 * @param key - 24 octets, or 16 for two keys of which the first is used twice
 */
export function createTripleDes(key: Uint8Array): (block: Uint8Array) => void {
  if (key.length !== 16 && key.length !== 24)
    throw new RangeError(`key: 16 or 24 octets, found ${key.length}`)
  const at = (start: number) => schedule(key.subarray(start, start + 8))
  const [first, second, third] = [at(0), at(8), at(key.length === 16 ? 0 : 16)]
  const backwards = [[...third].reverse(), second, [...first].reverse()]
  return (block) => {
    const view = new DataView(block.buffer, block.byteOffset, 8)
    const start = permute([view.getInt32(0), view.getInt32(4)], initial)
    const [left, right] = permute(backwards.reduce(rounds, start), final)
    view.setInt32(0, left)
    view.setInt32(4, right)
  }
}
