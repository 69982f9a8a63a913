/** Blocks from which on making the large tables pays. */
const MANY = 512

/**
 * GHASH (NIST SP 800-38D, 6.4) of the parts, each filled up with zeros to whole blocks.
 *
 * Multiplies by tables of multiples of H: one of 4 KiB for short input, sixteen for long, one for each octet of a block,
 * so that a product is sixteen look-ups. They are made per call and kept nowhere. They are read at places that depend on
 * the data, so that the time can depend on H where an attacker shares the processor.
 *
 * @param h - the hash key, 16 octets
 */
export function ghash(h: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const blocks = parts.reduce((sum, part) => sum + Math.ceil(part.length / 16), 0)
  const tables = blocks < MANY ? multiplesOf(h) : shiftedMultiplesOf(h)
  const take = blocks < MANY ? takeWithOne : takeWithSixteen
  const y = new Int32Array(4)
  for (const part of parts) {
    const whole = part.length - (part.length % 16)
    take(y, tables, part, whole)
    if (whole === part.length) continue
    const last = new Uint8Array(16)
    last.set(part.subarray(whole))
    take(y, tables, last, 16)
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

/** Multiples of H by their number, each of the four words of a block in an array of its own. */
type Tables = readonly [Int32Array, Int32Array, Int32Array, Int32Array]

/** `n · H` for every octet n, most significant bit first. */
function multiplesOf(h: Uint8Array, tables = 1): Tables {
  const view = new DataView(h.buffer, h.byteOffset, h.byteLength)
  const words = [0, 1, 2, 3].map(() => new Int32Array(256 * tables)) as unknown as Tables
  let [a, b, c, d] = [view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12)]
  for (let n = 128; n > 0; n >>= 1) {
    words[0][n] = a
    words[1][n] = b
    words[2][n] = c
    words[3][n] = d
    // By x: one bit to the right, with the reduction by x^128 + x^7 + x^2 + x + 1.
    const carry = -(d & 1) & 0xe1000000
    d = (d >>> 1) | (c << 31)
    c = (c >>> 1) | (b << 31)
    b = (b >>> 1) | (a << 31)
    a = (a >>> 1) ^ carry
  }
  for (const word of words) {
    for (let high = 2; high < 256; high <<= 1)
      for (let low = 1; low < high; low++) word[high + low] = (word[high] as number) ^ (word[low] as number)
  }
  return words
}

/** `n · x^(8·i) · H` for every octet n at place `256 · i + n`, i from 0 to 15. */
function shiftedMultiplesOf(h: Uint8Array): Tables {
  const words = multiplesOf(h, 16)
  const [as, bs, cs, ds] = words
  for (let at = 256; at < 4096; at++) {
    const [a, b, c, d] = [as[at - 256], bs[at - 256], cs[at - 256], ds[at - 256]] as [
      number,
      number,
      number,
      number,
    ]
    ds[at] = (d >>> 8) | (c << 24)
    cs[at] = (c >>> 8) | (b << 24)
    bs[at] = (b >>> 8) | (a << 24)
    as[at] = (a >>> 8) ^ (REDUCTION[d & 255] as number)
  }
  return words
}

/** Takes `length` octets into `y`, an octet at a time from the last (Horner's rule). */
function takeWithOne(y: Int32Array, [as, bs, cs, ds]: Tables, data: Uint8Array, length: number): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  for (let at = 0; at < length; at += 16) {
    let [a, b, c, d] = [0, 0, 0, 0]
    for (let i = 3; i >= 0; i--) {
      const word = (y[i] as number) ^ view.getInt32(at + 4 * i)
      for (let place = 0; place < 32; place += 8) {
        const n = (word >>> place) & 255
        const dropped = d & 255
        d = ((d >>> 8) | (c << 24)) ^ (ds[n] as number)
        c = ((c >>> 8) | (b << 24)) ^ (cs[n] as number)
        b = ((b >>> 8) | (a << 24)) ^ (bs[n] as number)
        a = (a >>> 8) ^ (REDUCTION[dropped] as number) ^ (as[n] as number)
      }
    }
    y[0] = a
    y[1] = b
    y[2] = c
    y[3] = d
  }
}

/** Takes `length` octets into `y`, four look-ups to a word. */
function takeWithSixteen(y: Int32Array, [as, bs, cs, ds]: Tables, data: Uint8Array, length: number): void {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  for (let at = 0; at < length; at += 16) {
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    for (let i = 0; i < 4; i++) {
      const word = (y[i] as number) ^ view.getInt32(at + 4 * i)
      const i0 = 1024 * i + (word >>> 24)
      const i1 = 1024 * i + 256 + ((word >>> 16) & 255)
      const i2 = 1024 * i + 512 + ((word >>> 8) & 255)
      const i3 = 1024 * i + 768 + (word & 255)
      a ^= (as[i0] as number) ^ (as[i1] as number) ^ (as[i2] as number) ^ (as[i3] as number)
      b ^= (bs[i0] as number) ^ (bs[i1] as number) ^ (bs[i2] as number) ^ (bs[i3] as number)
      c ^= (cs[i0] as number) ^ (cs[i1] as number) ^ (cs[i2] as number) ^ (cs[i3] as number)
      d ^= (ds[i0] as number) ^ (ds[i1] as number) ^ (ds[i2] as number) ^ (ds[i3] as number)
    }
    y[0] = a
    y[1] = b
    y[2] = c
    y[3] = d
  }
}
