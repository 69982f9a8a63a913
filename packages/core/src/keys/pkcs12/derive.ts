import { hmac as nobleHmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { concatBytes } from '../../bytes/sequence.ts'
import { digest, hmac } from '../../crypto/digest.ts'
import type { Pbkdf2Hash } from '../../crypto/pbkdf2.ts'
import type { Budget } from '../limits.ts'

/** Octets of a block, and of a hash. */
const SIZES: Readonly<Record<Pbkdf2Hash, readonly [block: number, hash: number]>> = {
  'SHA-1': [64, 20],
  'SHA-256': [64, 32],
  'SHA-384': [128, 48],
  'SHA-512': [128, 64],
  SM3: [64, 32],
}

/** What one round takes, in rounds of PBKDF2 with HMAC-SHA-256, as measured: none of it is made at one go natively. */
const WEIGHTS: Readonly<Record<Pbkdf2Hash, number>> = {
  'SHA-1': 6,
  'SHA-256': 2,
  'SHA-384': 3,
  'SHA-512': 3,
  SM3: 4,
}

/** What the derived octets are for (RFC 7292, B.3). */
const PURPOSES = { key: 1, iv: 2, mac: 3 } as const

/** Octets of the hash that a key of the MAC is as long as. */
export const hashLength = (hash: Pbkdf2Hash): number => SIZES[hash][1]

/** SHA-1 is in old files only, where it derives keys and makes HMACs; neither rests on what is broken in it. */
const hashOf = (hash: Pbkdf2Hash, octets: Uint8Array): Uint8Array =>
  hash === 'SHA-1' ? sha1(octets) : digest(hash, octets)

/** HMAC with any of the hashes of PKCS#12 files. */
export const macOf = (hash: Pbkdf2Hash, key: Uint8Array, octets: Uint8Array): Uint8Array =>
  hash === 'SHA-1' ? nobleHmac(sha1, key, octets) : hmac(hash, key, octets)

/** Rounds between two breaths: some ten milliseconds. */
const BREATH = 16384

export interface Derivation {
  readonly hash: Pbkdf2Hash
  readonly salt: Uint8Array
  readonly iterations: number
  readonly purpose: keyof typeof PURPOSES
  /** Octets. */
  readonly length: number
}

/**
 * Derives octets from a password as PKCS#12 does (RFC 7292, B.2).
 *
 * @param units - the password as a `BMPString` with two zero octets, or empty
 * @throws CoreError `ERR_KEYS_EFFORT`
 */
export async function derivePkcs12(
  units: Uint8Array,
  { hash, salt, iterations, purpose, length }: Derivation,
  budget: Budget,
): Promise<Uint8Array> {
  const [blockLength, roundLength] = SIZES[hash]
  const blocks = Math.ceil(length / roundLength)
  budget.iterate(iterations * blocks, WEIGHTS[hash])
  const diversifier = new Uint8Array(blockLength).fill(PURPOSES[purpose])
  const input = concatBytes(fillBlocks(salt, blockLength), fillBlocks(units, blockLength))
  const derived = new Uint8Array(blocks * roundLength)
  for (let block = 0; block < blocks; block++) {
    let round = hashOf(hash, concatBytes(diversifier, input))
    for (let i = 1; i < iterations; i++) {
      round = hashOf(hash, round)
      // A server does other things meanwhile.
      if (i % BREATH === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    derived.set(round, block * roundLength)
    addToBlocks(input, repeat(round, blockLength), blockLength)
  }
  input.fill(0)
  return derived.subarray(0, length)
}

const repeat = (octets: Uint8Array, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => octets[i % octets.length] ?? 0)

/** Repeated up to a whole number of blocks; nothing stays nothing. */
const fillBlocks = (octets: Uint8Array, block: number): Uint8Array =>
  repeat(octets, block * Math.ceil(octets.length / block))

/** Adds a number and one to every block, without what does not fit. */
function addToBlocks(blocks: Uint8Array, number: Uint8Array, length: number): void {
  for (let start = 0; start < blocks.length; start += length) {
    let carry = 1
    for (let i = length - 1; i >= 0; i--) {
      const sum = (blocks[start + i] ?? 0) + (number[i] ?? 0) + carry
      blocks[start + i] = sum & 255
      carry = sum >> 8
    }
  }
}
