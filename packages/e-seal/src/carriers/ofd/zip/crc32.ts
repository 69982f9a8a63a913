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

/** The CRC-32 that ZIP and PNG use (ISO/IEC 13239). */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = TABLES
  let crc = 0xffffffff
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
