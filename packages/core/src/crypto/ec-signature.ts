import { openDer, parseDer } from '../der/read.ts'
import { readIntegerBytes } from '../der/value.ts'
import { encodeSequence, encodeUnsignedInteger } from '../der/write.ts'
import { TrustError } from '../errors.ts'

/**
 * `r ‖ s` from DER `SEQUENCE { r INTEGER, s INTEGER }`.
 *
 * @param size - octets of each number: 32 for SM2 and P-256, 48 for P-384, 66 for P-521
 * @returns nothing where it is not strict DER, or a number is negative or too long
 */
export function readDerSignature(der: Uint8Array, size: number): Uint8Array | undefined {
  // Two numbers, two headers of at most three octets, one of at most four: what is longer cannot be one.
  if (der.length > 2 * size + 12) return undefined
  try {
    const fields = openDer(parseDer(der))
    const r = readIntegerBytes(fields.next())
    const s = readIntegerBytes(fields.next())
    fields.end()
    const raw = new Uint8Array(2 * size)
    for (const [number, end] of [
      [r, size],
      [s, 2 * size],
    ] as const) {
      const magnitude = number[0] === 0 ? number.subarray(1) : number
      if ((number[0] ?? 0) >= 0x80 || magnitude.length > size) return undefined
      raw.set(magnitude, end - magnitude.length)
    }
    return raw
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

/** DER `SEQUENCE { r, s }` from `r ‖ s`. */
export function writeDerSignature(raw: Uint8Array): Uint8Array {
  const size = raw.length / 2
  return encodeSequence(
    encodeUnsignedInteger(raw.subarray(0, size)),
    encodeUnsignedInteger(raw.subarray(size)),
  )
}
