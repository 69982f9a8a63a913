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
  const raw = new Uint8Array(2 * size)
  return readNumbers(der, size, raw) ? raw : undefined
}

/** Whether {@link readDerSignature} reads it: for platforms that take DER, and are not as strict. */
export const isDerSignature = (der: Uint8Array, size: number): boolean => readNumbers(der, size, undefined)

/** How the two numbers of a signature stand: `r ‖ s`, or in DER. */
export type SignatureForm = 'raw' | 'der'

/** `r ‖ s` from either form; nothing where it is not in that form, or not of that size. */
export function rawSignature(
  signature: Uint8Array,
  size: number,
  form: SignatureForm = 'raw',
): Uint8Array | undefined {
  if (form === 'der') return readDerSignature(signature, size)
  return signature.length === 2 * size ? signature : undefined
}

function readNumbers(der: Uint8Array, size: number, raw: Uint8Array | undefined): boolean {
  const start = contentStart(der)
  const second = start === undefined ? undefined : readNumber(der, start, size, raw, size)
  return second !== undefined && readNumber(der, second, size, raw, 2 * size) === der.length
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
 * Reads the INTEGER at `at` into the octets of `raw` that end at `end`, if they are asked for.
 *
 * @returns where it ends; nothing where it is negative, not in its shortest form, or longer than `size` octets
 */
function readNumber(
  der: Uint8Array,
  at: number,
  size: number,
  raw: Uint8Array | undefined,
  end: number,
): number | undefined {
  const length = der[at + 1] ?? 0
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
  raw?.set(der.subarray(from, to), end - to + from)
  return to
}
