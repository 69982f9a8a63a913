import type { PublicKey } from '../crypto/key.ts'
import { openDer, parseDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readBitStringBytes, readIntegerBytes } from '../der/value.ts'

/** Bits of the keys whose kind says it. */
const BITS: Readonly<Record<string, number>> = {
  SM2: 256,
  'P-256': 256,
  'P-384': 384,
  'P-521': 521,
  Ed25519: 256,
  Ed448: 456,
}

/** The bits of a key: of its curve, or of its modulus (RFC 8017, A.1.1); of a DSA key those of its number. */
export function keyBits({ kind, spki }: PublicKey): number {
  const known = BITS[kind]
  if (known !== undefined) return known
  const fields = openDer(parseDer(spki))
  fields.next()
  const key = parseDer(readBitStringBytes(fields.next()))
  const number = readIntegerBytes(key.tag === TAG.integer ? key : openDer(key).next())
  const first = number.findIndex((octet) => octet !== 0)
  return first < 0 ? 0 : (number.length - first) * 8 - (Math.clz32(number[first] ?? 0) - 24)
}
