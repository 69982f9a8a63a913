import { TAG } from '../der/tag.ts'

// A signature is read for every one that is verified, so this goes by octets and makes no nodes. Both numbers
// of the longest curve, P-521, make 139 octets of content.

/**
 * `r ‖ s` from DER `SEQUENCE { r INTEGER, s INTEGER }` (RFC 5480, appendix A).
 *
 * @param size - octets of each number: 32 for SM2 and P-256, 48 for P-384, 66 for P-521
 * @returns nothing where it is not strict DER, or a number is negative or too long
 */
export function readDerSignature(der: Uint8Array, size: number): Uint8Array | undefined {
  const start = contentStart(der)
  if (start === undefined) return undefined
  const raw = new Uint8Array(2 * size)
  const second = readNumber(der, start, raw, size)
  if (second === undefined) return undefined
  const end = readNumber(der, second, raw, 2 * size)
  return end === der.length ? raw : undefined
}

/** Where the content of a SEQUENCE begins that fills the whole and has the shortest length. */
function contentStart(der: Uint8Array): number | undefined {
  if (der[0] !== TAG.sequence) return undefined
  const length = der[1] ?? 0
  if (length < 0x80) return length === der.length - 2 ? 2 : undefined
  const long = der[2] ?? 0
  return length === 0x81 && long >= 0x80 && long === der.length - 3 ? 3 : undefined
}

/**
 * Reads the INTEGER at `at` into the octets of `raw` that end at `end`.
 *
 * @returns where it ends; nothing where it is negative, not in its shortest form, or has more octets than the first one
 */
function readNumber(der: Uint8Array, at: number, raw: Uint8Array, end: number): number | undefined {
  const length = der[at + 1] ?? 0
  const size = raw.length / 2
  if (der[at] !== TAG.integer || length === 0 || length > size + 1) return undefined
  let from = at + 2
  const to = from + length
  const first = der[from] ?? 0x80
  if (to > der.length || first >= 0x80) return undefined
  if (first === 0 && length > 1) {
    // A leading zero keeps the sign, and stands for nothing else.
    if ((der[from + 1] ?? 0) < 0x80) return undefined
    from++
  }
  if (to - from > size) return undefined
  for (let i = to - 1, o = end - 1; i >= from; i--, o--) raw[o] = der[i] ?? 0
  return to
}
