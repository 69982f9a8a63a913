import { scryptAsync } from '@noble/hashes/scrypt.js'
import { type DerNode, openDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readOctetString, readSmallInteger } from '../der/value.ts'
import { keysError } from './codes.ts'
import type { Budget } from './limits.ts'

export const SCRYPT_OID = '1.3.6.1.4.1.11591.4.11'

/** `scrypt-params` (RFC 7914, 7). */
export interface ScryptParameters {
  readonly salt: Uint8Array
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
  readonly keyLength: number | undefined
}

/** @throws CoreError `ERR_KEYS_ALGORITHM` for a cost or a size that is none */
export function readScryptParameters(node: DerNode): ScryptParameters {
  const fields = openDer(node)
  const salt = readOctetString(fields.next())
  const cost = readSmallInteger(fields.next())
  const blockSize = readSmallInteger(fields.next())
  const parallelization = readSmallInteger(fields.next())
  const stated = fields.optional(TAG.integer)
  fields.end()
  // RFC 7914, 2: a power of two, below 2 to the power of 128 · r / 8.
  const isCost = cost > 1 && Number.isInteger(Math.log2(cost)) && Math.log2(cost) < 16 * blockSize
  const isSound = isCost && blockSize > 0 && parallelization > 0
  if (!isSound) throw keysError('ERR_KEYS_ALGORITHM', { algorithm: SCRYPT_OID })
  return {
    salt,
    cost,
    blockSize,
    parallelization,
    keyLength: stated === undefined ? undefined : readSmallInteger(stated),
  }
}

/** @throws CoreError `ERR_KEYS_EFFORT` */
export function deriveScrypt(
  password: Uint8Array,
  { salt, cost, blockSize, parallelization }: ScryptParameters,
  length: number,
  budget: Budget,
): Promise<Uint8Array> {
  budget.scrypt(128 * cost * blockSize * parallelization)
  // The bound above is ours; that of the library is put out of the way.
  const maxmem = 2 * budget.limits.maxScrypt + 1024 * 1024
  return scryptAsync(password, salt, { N: cost, r: blockSize, p: parallelization, dkLen: length, maxmem })
}
