import { hmac as nobleHmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { assertOctets } from '../bytes/octets.ts'
import { createSm3Mac } from '../gm/hmac.ts'
import type { DigestName } from './digest.ts'
import { currentChoice } from './provider/algorithm.ts'
import { findNodeCrypto } from './provider/node-module.ts'

/** SHA-1 stands in old key containers only; as HMAC it still does what PBKDF2 asks of it. */
export type Pbkdf2Hash = DigestName | 'SHA-1'

/** What a container that asks for more wants is to keep the machine busy. */
export const MAX_PBKDF2_ITERATIONS = 10_000_000
const MAX_LENGTH = 1024

const NODE_NAMES: Readonly<Record<Pbkdf2Hash, string>> = {
  SM3: 'sm3',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}

const NOBLE = { 'SHA-1': sha1, 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const

/**
 * Derives a key from a password (RFC 8018, 5.2; GM/T 0091 for HMAC-SM3).
 *
 * Runs off the main thread on Node and, but for SM3, in WebCrypto; the portable code gives way to others now and then.
 *
 * @param hash - what HMAC is made with
 * @param password - octets; text in UTF-8
 * @param iterations - 1 to 10 million
 * @param length - octets wanted, at most 1024
 * @example
 * const key = await pbkdf2('SM3', encodeUtf8(password), randomBytes(16), 600_000, 16)
 */
export async function pbkdf2(
  hash: Pbkdf2Hash,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<Uint8Array> {
  if (!Object.hasOwn(NODE_NAMES, hash))
    throw new TypeError(`hash: expected SM3, SHA-1, SHA-256, SHA-384 or SHA-512, found ${String(hash)}`)
  assertOctets('password', password)
  assertOctets('salt', salt)
  if (!Number.isSafeInteger(iterations) || iterations < 1 || iterations > MAX_PBKDF2_ITERATIONS)
    throw new RangeError(`iterations: 1 to ${MAX_PBKDF2_ITERATIONS}, found ${iterations}`)
  if (!Number.isSafeInteger(length) || length < 1 || length > MAX_LENGTH)
    throw new RangeError(`length: 1 to ${MAX_LENGTH} octets, found ${length}`)
  const request = { hash, password, salt, iterations, length }
  const choice = currentChoice()
  const native = choice === 'portable' || choice === 'webcrypto' ? undefined : inNode(request)
  const elsewhere =
    native ?? (choice === 'portable' || hash === 'SM3' ? undefined : inWebCrypto(request, hash))
  return (await elsewhere) ?? inPortableCode(request)
}

interface Request {
  readonly hash: Pbkdf2Hash
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: number
  readonly length: number
}

/** @returns nothing where the platform has no such call or does not know the hash */
function inNode({
  hash,
  password,
  salt,
  iterations,
  length,
}: Request): Promise<Uint8Array | undefined> | undefined {
  const derive = findNodeCrypto()?.pbkdf2
  if (derive === undefined) return undefined
  return new Promise((resolve) => {
    const fallBack = () => resolve(undefined)
    try {
      derive(password, salt, iterations, length, NODE_NAMES[hash], (error, key) =>
        error ? fallBack() : resolve(new Uint8Array(key)),
      )
    } catch {
      fallBack()
    }
  })
}

/** @returns nothing where the platform does not do it */
async function inWebCrypto(
  request: Request,
  hash: Exclude<Pbkdf2Hash, 'SM3'>,
): Promise<Uint8Array | undefined> {
  const { password, salt, iterations, length } = request
  try {
    const { subtle } = globalThis.crypto
    const key = await subtle.importKey('raw', Uint8Array.from(password), 'PBKDF2', false, ['deriveBits'])
    const parameters = { name: 'PBKDF2', hash, salt: Uint8Array.from(salt), iterations }
    return new Uint8Array(await subtle.deriveBits(parameters, key, 8 * length))
  } catch {
    return undefined
  }
}

/** HMAC under one key, whose inner and outer starts are computed once. */
type Mac = (...parts: readonly Uint8Array[]) => Uint8Array

function createMac(hash: Pbkdf2Hash, key: Uint8Array): Mac {
  if (hash === 'SM3') return createSm3Mac(key)
  const start = nobleHmac.create(NOBLE[hash], key)
  return (...parts) => {
    const state = start._cloneInto()
    for (const part of parts) state.update(part)
    return state.digest()
  }
}

/** Rounds between two breaths: some ten milliseconds. */
const BREATH = 4096

async function inPortableCode({ hash, password, salt, iterations, length }: Request): Promise<Uint8Array> {
  const mac = createMac(hash, password)
  const key = new Uint8Array(length)
  for (let at = 0, block = 1; at < length; block++) {
    let round = mac(salt, Uint8Array.of(0, 0, block >> 8, block))
    const sum = new Uint8Array(round)
    for (let i = 1; i < iterations; i++) {
      round = mac(round)
      for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] as number) ^ (round[j] as number)
      if (i % BREATH === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    key.set(sum.subarray(0, length - at), at)
    at += sum.length
  }
  return key
}
