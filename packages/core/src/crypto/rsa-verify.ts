import { equalBytes } from '../bytes/sequence.ts'
import { openDer, parseDer } from '../der/read.ts'
import { readBitStringBytes, readInteger } from '../der/value.ts'
import { readNumber, writeNumber } from '../gm/number.ts'
import type { PublicKey } from './key.ts'
import { modularPower } from './modular-power.ts'

type Hash = (...parts: readonly Uint8Array[]) => Uint8Array

const moduli = new WeakMap<PublicKey, { n: bigint; e: bigint; bits: number }>()

function numbersOf(key: PublicKey): { n: bigint; e: bigint; bits: number } {
  const kept = moduli.get(key)
  if (kept !== undefined) return kept
  const fields = openDer(parseDer(key.spki))
  fields.next()
  const numbers = openDer(parseDer(readBitStringBytes(fields.next())))
  const [n, e] = [readInteger(numbers.next()), readInteger(numbers.next())]
  const read = { n, e, bits: n.toString(2).length }
  moduli.set(key, read)
  return read
}

/** Octets of the modulus, which every signature of the key has (RFC 8017, 8.1.2 and 8.2.2, step 1). */
export function modulusLength(key: PublicKey): number {
  return Math.ceil(numbersOf(key).bits / 8)
}

/** `s^e mod n` over as many octets as the modulus has (RFC 8017, 5.2.2). All of it is public, so time may depend on it. */
function recover(key: PublicKey, signature: Uint8Array): { encoded: Uint8Array; bits: number } | undefined {
  const { n, e, bits } = numbersOf(key)
  const length = modulusLength(key)
  const s = readNumber(signature)
  if (signature.length !== length || s >= n) return undefined
  return { encoded: writeNumber(modularPower(s, e, n), length), bits }
}

/**
 * RSASSA-PKCS1-v1_5 (RFC 8017, 8.2.2) in portable code, comparing encodings as step 4 does.
 *
 * @param digestInfo - DER `DigestInfo` of the message
 */
export function verifyRsaPkcs1(key: PublicKey, digestInfo: Uint8Array, signature: Uint8Array): boolean {
  const recovered = recover(key, signature)
  if (recovered === undefined) return false
  const { encoded } = recovered
  const padding = encoded.length - digestInfo.length - 3
  if (padding < 8) return false
  const expected = new Uint8Array(encoded.length).fill(0xff)
  expected.set([0, 1])
  expected[2 + padding] = 0
  expected.set(digestInfo, 3 + padding)
  return equalBytes(encoded, expected)
}

/** RSASSA-PSS (RFC 8017, 8.1.2 and 9.1.2) in portable code, with MGF1 on the same hash. */
export function verifyRsaPss(
  key: PublicKey,
  hash: Hash,
  digest: Uint8Array,
  saltLength: number,
  signature: Uint8Array,
): boolean {
  const recovered = recover(key, signature)
  if (recovered === undefined) return false
  const bits = recovered.bits - 1
  const length = Math.ceil(bits / 8)
  // Where the modulus has 8k + 1 bits the encoding is an octet shorter than it.
  const lead = recovered.encoded.length - length
  if (lead === 1 && recovered.encoded[0] !== 0) return false
  const encoded = recovered.encoded.subarray(lead)
  const maskEnd = length - digest.length - 1
  const saltAt = maskEnd - saltLength
  if (saltAt < 1 || encoded[length - 1] !== 0xbc) return false
  const unused = 8 * length - bits
  if (((encoded[0] as number) & ~(0xff >> unused) & 0xff) !== 0) return false
  const seed = encoded.subarray(maskEnd, length - 1)
  const block = unmask(hash, seed, encoded.subarray(0, maskEnd))
  block[0] = (block[0] as number) & (0xff >> unused)
  for (let i = 0; i < saltAt - 1; i++) if (block[i] !== 0) return false
  if (block[saltAt - 1] !== 1) return false
  return equalBytes(seed, hash(new Uint8Array(8), digest, block.subarray(saltAt)))
}

/** MGF1 (RFC 8017, B.2.1), laid over `data`. */
function unmask(hash: Hash, seed: Uint8Array, data: Uint8Array): Uint8Array {
  const result = new Uint8Array(data)
  for (let at = 0, counter = 0; at < data.length; counter++) {
    const mask = hash(seed, writeNumber(BigInt(counter), 4))
    for (let i = 0; i < mask.length && at < data.length; i++, at++)
      result[at] = (result[at] as number) ^ (mask[i] as number)
  }
  return result
}
