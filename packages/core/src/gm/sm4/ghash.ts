/**
 * GHASH (NIST SP 800-38D, 6.4) of the parts, each filled up with zeros to whole blocks.
 *
 * Goes through the input an octet at a time with a table of 256 multiples of H, 4 KiB, which is made per call. The table
 * is read at places that depend on the data, so that its time can depend on H where an attacker shares the processor.
 *
 * @param h - the hash key, 16 octets
 */
export function ghash(h: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const table = multiplesOf(h)
  const y = new Int32Array(4)
  for (const part of parts) {
    const whole = part.length - (part.length % 16)
    const view = new DataView(part.buffer, part.byteOffset, part.byteLength)
    for (let at = 0; at < whole; at += 16) {
      for (let i = 0; i < 4; i++) y[i] = (y[i] as number) ^ view.getInt32(at + 4 * i)
      multiply(y, table)
    }
    if (whole === part.length) continue
    const last = new Uint8Array(16)
    last.set(part.subarray(whole))
    const lastView = new DataView(last.buffer)
    for (let i = 0; i < 4; i++) y[i] = (y[i] as number) ^ lastView.getInt32(4 * i)
    multiply(y, table)
  }
  const hash = new Uint8Array(16)
  const view = new DataView(hash.buffer)
  for (let i = 0; i < 4; i++) view.setInt32(4 * i, y[i] as number)
  return hash
}

/** What the eight bits that a shift by eight drops come to, in the top bits. */
const REDUCTION = /* @__PURE__ */ Int32Array.from({ length: 256 }, (_, dropped) => {
  let result = 0
  for (let bit = 0; bit < 8; bit++) if ((dropped >> bit) & 1) result ^= 0xe1000000 >>> (7 - bit)
  return result
})

/** `n · H` for every octet n, most significant bit first, four words each. */
function multiplesOf(h: Uint8Array): Int32Array {
  const view = new DataView(h.buffer, h.byteOffset, h.byteLength)
  const table = new Int32Array(4 * 256)
  const v = Int32Array.from({ length: 4 }, (_, i) => view.getInt32(4 * i))
  for (let n = 128; n > 0; n >>= 1) {
    table.set(v, 4 * n)
    shiftRight(v)
  }
  for (let n = 3; n < 256; n++) {
    const high = 1 << (31 - Math.clz32(n))
    if (n === high) continue
    for (let i = 0; i < 4; i++)
      table[4 * n + i] = (table[4 * high + i] as number) ^ (table[4 * (n - high) + i] as number)
  }
  return table
}

/** Multiplies by x: one bit to the right, with the reduction by x^128 + x^7 + x^2 + x + 1. */
function shiftRight(v: Int32Array): void {
  const carry = (v[3] as number) & 1
  for (let i = 3; i > 0; i--) v[i] = ((v[i] as number) >>> 1) | ((v[i - 1] as number) << 31)
  v[0] = ((v[0] as number) >>> 1) ^ (carry === 1 ? 0xe1000000 | 0 : 0)
}

function multiply(y: Int32Array, table: Int32Array): void {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 3; i >= 0; i--) {
    const word = y[i] as number
    for (let place = 0; place < 32; place += 8) {
      const at = ((word >>> place) & 255) << 2
      const dropped = d & 255
      d = ((d >>> 8) | (c << 24)) ^ (table[at + 3] as number)
      c = ((c >>> 8) | (b << 24)) ^ (table[at + 2] as number)
      b = ((b >>> 8) | (a << 24)) ^ (table[at + 1] as number)
      a = (a >>> 8) ^ (REDUCTION[dropped] as number) ^ (table[at] as number)
    }
  }
  y[0] = a
  y[1] = b
  y[2] = c
  y[3] = d
}
