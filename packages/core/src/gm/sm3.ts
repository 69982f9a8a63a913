import { assertOctets } from '../bytes/octets.ts'

/** A hash that takes its input in pieces. */
export interface Hasher {
  update(data: Uint8Array): Hasher
  /** Ends the computation; call it once. */
  digest(): Uint8Array
}

/** A hasher whose state can be copied, to go on from it more than once. */
export interface Sm3Hasher extends Hasher {
  update(data: Uint8Array): Sm3Hasher
  clone(): Sm3Hasher
}

const BLOCK = 64
const INITIAL = Int32Array.of(
  0x7380166f,
  0x4914b2b9,
  0x172442d7,
  0xda8a0600,
  0xa96f30bc,
  0x163138aa,
  0xe38dee4d,
  0xb0fb0e4e,
)

/** Constants T_j, already rotated left by j (GB/T 32905, 5.3.3). */
const ROUND = /* @__PURE__ */ Int32Array.from({ length: 64 }, (_, round) => {
  const constant = round < 16 ? 0x79cc4519 : 0x7a879d8a
  const turn = round % 32
  return turn === 0 ? constant : (constant << turn) | (constant >>> (32 - turn))
})

// The expanded message of the block at hand. Nothing survives a call but this scratch space, which is why one
// array serves all hashers: compression never yields.
const words = new Int32Array(68)

// Below, indices stay in bounds by construction, and `as number` says so without a check in the loop. Every sum is
// cut to 32 bits at once (`| 0`): that keeps it in an integer register and makes this 2.5 times as fast.

/** W_j, from those before it (GB/T 32905, 5.3.2 b). */
function expanded(j: number): number {
  const w3 = words[j - 3] as number
  const w13 = words[j - 13] as number
  const x = (words[j - 16] as number) ^ (words[j - 9] as number) ^ ((w3 << 15) | (w3 >>> 17))
  const p1 = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9))
  return p1 ^ ((w13 << 7) | (w13 >>> 25)) ^ (words[j - 6] as number)
}

/** Fills `words` from the 64 octets at `at` (GB/T 32905, 5.3.2). */
function expand(data: Uint8Array, at: number): void {
  for (let j = 0, i = at; j < 16; j++, i += 4) {
    words[j] =
      ((data[i] as number) << 24) |
      ((data[i + 1] as number) << 16) |
      ((data[i + 2] as number) << 8) |
      (data[i + 3] as number)
  }
  // Four in each turn of the loop: one by one takes a tenth longer.
  for (let j = 16; j < 68; j += 4) {
    words[j] = expanded(j)
    words[j + 1] = expanded(j + 1)
    words[j + 2] = expanded(j + 2)
    words[j + 3] = expanded(j + 3)
  }
}

/** Takes the 64 octets at `at` into `state` (GB/T 32905, 5.3.3). */
function compress(state: Int32Array, data: Uint8Array, at: number): void {
  expand(data, at)
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  // The first sixteen rounds differ from the others in their Boolean functions only.
  for (let j = 0; j < 16; j++) {
    const w = words[j] as number
    const a12 = (a << 12) | (a >>> 20)
    const sum = (((a12 + e) | 0) + (ROUND[j] as number)) | 0
    const ss1 = (sum << 7) | (sum >>> 25)
    const tt1 = (((((a ^ b ^ c) + d) | 0) + (ss1 ^ a12)) | 0) + (w ^ (words[j + 4] as number))
    const tt2 = ((((((e ^ f ^ g) + h) | 0) + ss1) | 0) + w) | 0
    d = c
    c = (b << 9) | (b >>> 23)
    b = a
    a = tt1 | 0
    h = g
    g = (f << 19) | (f >>> 13)
    f = e
    e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15))
  }
  for (let j = 16; j < 64; j++) {
    const w = words[j] as number
    const a12 = (a << 12) | (a >>> 20)
    const sum = (((a12 + e) | 0) + (ROUND[j] as number)) | 0
    const ss1 = (sum << 7) | (sum >>> 25)
    const majority = (a & b) | ((a | b) & c)
    const choice = g ^ (e & (f ^ g))
    const tt1 = ((((majority + d) | 0) + (ss1 ^ a12)) | 0) + (w ^ (words[j + 4] as number))
    const tt2 = (((((choice + h) | 0) + ss1) | 0) + w) | 0
    d = c
    c = (b << 9) | (b >>> 23)
    b = a
    a = tt1 | 0
    h = g
    g = (f << 19) | (f >>> 13)
    f = e
    e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15))
  }
  state[0] = (state[0] as number) ^ a
  state[1] = (state[1] as number) ^ b
  state[2] = (state[2] as number) ^ c
  state[3] = (state[3] as number) ^ d
  state[4] = (state[4] as number) ^ e
  state[5] = (state[5] as number) ^ f
  state[6] = (state[6] as number) ^ g
  state[7] = (state[7] as number) ^ h
}

/** Pads what is held in `tail`, takes it in, and writes the state out (GB/T 32905, 5.2). */
function finish(state: Int32Array, tail: Uint8Array, held: number, total: number): Uint8Array {
  tail[held] = 0x80
  tail.fill(0, held + 1)
  if (held + 1 > BLOCK - 8) {
    compress(state, tail, 0)
    tail.fill(0)
  }
  // The length in bits, big-endian over eight octets; a double holds every length that fits in memory.
  for (let i = BLOCK - 1, bits = total * 8; bits > 0; i--, bits = Math.floor(bits / 256)) tail[i] = bits % 256
  compress(state, tail, 0)
  const digest = new Uint8Array(32)
  for (let i = 0, at = 0; i < 8; i++) {
    const word = state[i] as number
    digest[at++] = word >>> 24
    digest[at++] = word >>> 16
    digest[at++] = word >>> 8
    digest[at++] = word
  }
  return digest
}

/** Starts an SM3 computation in portable code. */
export function createSm3(): Sm3Hasher {
  return resume(INITIAL.slice(), new Uint8Array(BLOCK), 0, 0)
}

function resume(state: Int32Array, tail: Uint8Array, alreadyHeld: number, already: number): Sm3Hasher {
  let held = alreadyHeld
  let total = already

  const hasher: Sm3Hasher = {
    update(data) {
      assertOctets('data', data)
      total += data.length
      let at = 0
      if (held > 0) {
        at = Math.min(BLOCK - held, data.length)
        tail.set(data.subarray(0, at), held)
        held += at
        if (held < BLOCK) return hasher
        compress(state, tail, 0)
        held = 0
      }
      for (; data.length - at >= BLOCK; at += BLOCK) compress(state, data, at)
      if (at < data.length) {
        tail.set(at === 0 ? data : data.subarray(at))
        held = data.length - at
      }
      return hasher
    },
    digest() {
      return finish(state, tail, held, total)
    },
    clone: () => resume(state.slice(), new Uint8Array(tail), held, total),
  }
  return hasher
}

const oneShotState = new Int32Array(8)
const oneShotTail = new Uint8Array(BLOCK)

/** SM3 (GB/T 32905-2016) of the parts in their order, in portable code. */
export function sm3(...parts: readonly Uint8Array[]): Uint8Array {
  const [data] = parts
  if (parts.length !== 1 || data === undefined) {
    const hasher = createSm3()
    for (const part of parts) hasher.update(part)
    return hasher.digest()
  }
  assertOctets('data', data)
  // Most calls hash one short thing: without a hasher of its own it takes half the time.
  oneShotState.set(INITIAL)
  let at = 0
  for (; data.length - at >= BLOCK; at += BLOCK) compress(oneShotState, data, at)
  const held = data.length - at
  for (let i = 0; i < held; i++) oneShotTail[i] = data[at + i] as number
  return finish(oneShotState, oneShotTail, held, data.length)
}
