import { TAG } from '../der/tag.ts'

// Where native code verifies, each signature is written for it, so this goes by octets as reading does.

/** DER `SEQUENCE { r, s }` from `r ‖ s`. */
export function writeDerSignature(raw: Uint8Array): Uint8Array {
  const size = raw.length / 2
  const r = firstOctet(raw, 0, size)
  const s = firstOctet(raw, size, 2 * size)
  const rLength = size - r + signOctet(raw, r)
  const sLength = 2 * size - s + signOctet(raw, s)
  const content = rLength + sLength + 4
  const der = new Uint8Array(content + (content < 0x80 ? 2 : 3))
  let at = 0
  der[at++] = TAG.sequence
  if (content >= 0x80) der[at++] = 0x81
  der[at++] = content
  at = writeNumber(der, at, rLength, raw, r, size)
  writeNumber(der, at, sLength, raw, s, 2 * size)
  return der
}

/** The first octet of a number that is not zero, or its last one. */
function firstOctet(raw: Uint8Array, from: number, to: number): number {
  let at = from
  while (at < to - 1 && raw[at] === 0) at++
  return at
}

/** A first bit that is set would be a sign. */
const signOctet = (raw: Uint8Array, at: number) => ((raw[at] ?? 0) >= 0x80 ? 1 : 0)

function writeNumber(
  der: Uint8Array,
  at: number,
  length: number,
  raw: Uint8Array,
  from: number,
  to: number,
): number {
  der[at] = TAG.integer
  der[at + 1] = length
  const end = at + 2 + length
  for (let i = to - 1, o = end - 1; i >= from; i--, o--) der[o] = raw[i] ?? 0
  return end
}
