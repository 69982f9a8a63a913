import { decodeHex } from '../../bytes/hex.ts'

/** Octets of a block and of a key. */
export const SM4_BLOCK = 16

/** The S-box (GB/T 32907-2016, 6.2). */
const S_BOX = /* @__PURE__ */ decodeHex(
  'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa441326498606999c4250f491ef987a33540b43edcfac62' +
    'e4b31ca9c908e89580df94fa758f3fa64707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
    '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89eeabf8ad240c738b5a3f7f2cef96115a1' +
    'e0ae5da49b341a55ad933230f58cb1e31df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
    '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b08969974a0c96777e65b9f109c56ec684' +
    '18f07dec3adc4d2079ee5f3ed7cb3948',
)

const turn = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

/**
 * The round transformation T = L∘τ for one octet in each of the four places (GB/T 32907-2016, 6.2). L is made of turns, so
 * that what it makes of an octet in one place is that in another, turned.
 */
const T3 = /* @__PURE__ */ table(
  (word) => word ^ turn(word, 2) ^ turn(word, 10) ^ turn(word, 18) ^ turn(word, 24),
  S_BOX,
)
const T2 = /* @__PURE__ */ table((word) => turn(word, 8), T3)
const T1 = /* @__PURE__ */ table((word) => turn(word, 8), T2)
const T0 = /* @__PURE__ */ table((word) => turn(word, 8), T1)

function table(entry: (word: number) => number, of: Uint8Array | Int32Array): Int32Array {
  const entries = new Int32Array(256)
  for (let octet = 0; octet < 256; octet++) entries[octet] = entry(of[octet] ?? 0)
  return entries
}

/** A key, expanded for one direction: 32 round keys. */
export type Sm4RoundKeys = Int32Array

/** Key expansion (GB/T 32907-2016, 7.3): FK, CK and T' with its own linear part. */
export function expandSm4Key(key: Uint8Array, direction: 'encrypt' | 'decrypt'): Sm4RoundKeys {
  if (key.length !== SM4_BLOCK) throw new RangeError(`key: expected 16 octets, found ${key.length}`)
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength)
  const state = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc].map((fk, i) => fk ^ view.getInt32(4 * i))
  const roundKeys = new Int32Array(32)
  for (let round = 0; round < 32; round++) {
    let constant = 0
    for (let i = 0; i < 4; i++) constant = (constant << 8) | (((4 * round + i) * 7) & 0xff)
    const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = state
    const word = substitute(k1 ^ k2 ^ k3 ^ constant)
    const next = k0 ^ word ^ turn(word, 13) ^ turn(word, 23)
    state.shift()
    state.push(next)
    roundKeys[round] = next
  }
  return direction === 'encrypt' ? roundKeys : roundKeys.reverse()
}

function substitute(word: number): number {
  let result = 0
  for (let place = 24; place >= 0; place -= 8) result |= (S_BOX[(word >>> place) & 0xff] ?? 0) << place
  return result
}

/** T of one word (GB/T 32907-2016, 6.2). */
function substituted(word: number): number {
  return (
    (T0[word >>> 24] as number) ^
    (T1[(word >>> 16) & 0xff] as number) ^
    (T2[(word >>> 8) & 0xff] as number) ^
    (T3[word & 0xff] as number)
  )
}

/** Transforms the four words of `state` in place (GB/T 32907-2016, 7.1). */
export function transformSm4Block(keys: Sm4RoundKeys, state: Int32Array): void {
  // Indices are octets or below 32: `as number` says so without a check in the loop.
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  // Four rounds at a time: each word in its turn is the one that changes, and none is moved.
  for (let round = 0; round < 32; round += 4) {
    a ^= substituted(b ^ c ^ d ^ (keys[round] as number))
    b ^= substituted(c ^ d ^ a ^ (keys[round + 1] as number))
    c ^= substituted(d ^ a ^ b ^ (keys[round + 2] as number))
    d ^= substituted(a ^ b ^ c ^ (keys[round + 3] as number))
  }
  state[0] = d
  state[1] = c
  state[2] = b
  state[3] = a
}
