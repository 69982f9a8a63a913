import { findNodeZlib, type NodeZlib } from './native-zlib.ts'

/** Sliced by four: one table for each octet of a word, so that four octets take one step. */
const TABLES = makeTables()

function makeTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const tables = [
    new Uint32Array(256),
    new Uint32Array(256),
    new Uint32Array(256),
    new Uint32Array(256),
  ] as const
  for (let octet = 0; octet < 256; octet++) {
    let value = octet
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    tables[0][octet] = value >>> 0
  }
  for (let octet = 0; octet < 256; octet++) {
    let value = tables[0][octet] ?? 0
    for (let i = 1; i < 4; i++) {
      value = (tables[0][value & 0xff] ?? 0) ^ (value >>> 8)
      const table = tables[i]
      if (table !== undefined) table[octet] = value >>> 0
    }
  }
  return tables
}

let native: { readonly crc32: NodeZlib['crc32'] } | undefined

/**
 * The CRC-32 that ZIP and PNG use (ISO/IEC 13239), natively where the platform has it.
 *
 * @param before - that of the octets before these
 */
export function crc32(bytes: Uint8Array, before = 0): number {
  native ??= { crc32: provenCrc32() }
  return native.crc32?.(bytes, before) ?? portableCrc32(bytes, before)
}

/** The check value that is published for this checksum, in one go and in two. */
function provenCrc32(): NodeZlib['crc32'] {
  const digits = Uint8Array.of(0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39)
  try {
    const { crc32: found } = findNodeZlib() ?? {}
    const isRight =
      found?.(digits, 0) === 0xcbf43926 &&
      found(digits.subarray(4), found(digits.subarray(0, 4), 0)) === 0xcbf43926
    return isRight ? found : undefined
  } catch {
    return undefined
  }
}

export function portableCrc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = TABLES
  let crc = ~before
  let i = 0
  for (const whole = bytes.length - (bytes.length % 4); i < whole; i += 4) {
    crc ^=
      (bytes[i] ?? 0) | ((bytes[i + 1] ?? 0) << 8) | ((bytes[i + 2] ?? 0) << 16) | ((bytes[i + 3] ?? 0) << 24)
    crc =
      (t3[crc & 0xff] ?? 0) ^
      (t2[(crc >>> 8) & 0xff] ?? 0) ^
      (t1[(crc >>> 16) & 0xff] ?? 0) ^
      (t0[crc >>> 24] ?? 0)
  }
  for (; i < bytes.length; i++) crc = (t0[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8)
  return ~crc >>> 0
}
