import { readText } from '../bytes/text.ts'
import { completeLimits } from '../limits.ts'
import { cborError } from './codes.ts'
import { CBOR_LIMITS, type CborLimits } from './limits.ts'
import { MAJOR } from './major.ts'
import { compareParts } from './order.ts'
import type { CborKey, CborMap, CborValue } from './value.ts'

export interface ParseCborOptions extends Partial<CborLimits> {
  /**
   * `sorted` (unless given): maps must be in the order of their keys' bytes, so that a value has one form only. `any`
   * also takes what others wrote in an order of their own, as in tokens; no key may occur twice in either.
   */
  readonly keyOrder?: 'sorted' | 'any'
}

/**
 * Reads one CBOR value in its deterministic form (RFC 8949, 4.2.1): what this accepts, `encodeCbor` writes back byte for
 * byte.
 *
 * @throws CoreError `ERR_CBOR_TRUNCATED`, `_TRAILING`, `_LENGTH` (not the shortest, or indefinite), `_TYPE`, `_KEY`,
 * `_DUPLICATE`, `_ORDER`, `_DEPTH`, `_SIZE`, `_COUNT`; `ERR_BYTES_UTF8`
 */
export function parseCbor(bytes: Uint8Array, options?: ParseCborOptions): CborValue {
  const limits = options === undefined ? CBOR_LIMITS : completeLimits(CBOR_LIMITS, options)
  if (bytes.length > limits.maxBytes)
    throw cborError('ERR_CBOR_SIZE', { found: bytes.length, limit: limits.maxBytes })
  const reader: Reader = {
    bytes,
    limits,
    isSorted: options?.keyOrder !== 'any',
    at: 0,
    values: 0,
  }
  const value = readValue(reader, 0)
  if (reader.at < bytes.length) throw cborError('ERR_CBOR_TRAILING', { found: bytes.length - reader.at })
  return value
}

interface Reader {
  readonly bytes: Uint8Array
  readonly limits: CborLimits
  readonly isSorted: boolean
  at: number
  values: number
}

function readValue(reader: Reader, depth: number): CborValue {
  const start = reader.at
  const first = reader.bytes[start]
  if (first === undefined) throw missing(reader, 1)
  reader.at++
  if (++reader.values > reader.limits.maxValues)
    throw cborError('ERR_CBOR_COUNT', { limit: reader.limits.maxValues })
  const major = first >> 5
  if (major === MAJOR.simple) return readSimple(first, start)
  const argument = readArgument(reader, first & 31, start)
  if (major === MAJOR.unsigned) return argument
  if (major === MAJOR.negative) return negate(argument)
  // Longer than any input: what is said to be there is not.
  if (typeof argument === 'bigint') throw missing(reader, Number.MAX_SAFE_INTEGER)
  if (major === MAJOR.bytes || major === MAJOR.text) {
    const from = reader.at
    const end = pass(reader, argument)
    return major === MAJOR.bytes
      ? new Uint8Array(reader.bytes.subarray(from, end))
      : readText(reader.bytes, from, end)
  }
  if (depth >= reader.limits.maxDepth) throw cborError('ERR_CBOR_DEPTH', { limit: reader.limits.maxDepth })
  if (major === MAJOR.tag) return { tag: argument, value: readValue(reader, depth + 1) }
  return major === MAJOR.array ? readArray(reader, argument, depth + 1) : readMap(reader, argument, depth + 1)
}

function readSimple(first: number, offset: number): CborValue {
  if (first === 0xf4) return false
  if (first === 0xf5) return true
  if (first === 0xf6) return null
  throw cborError('ERR_CBOR_TYPE', { offset })
}

function readArray(reader: Reader, length: number, depth: number): readonly CborValue[] {
  // Every value takes a byte: what cannot be there is not waited for.
  if (length > reader.bytes.length - reader.at) throw missing(reader, length)
  const items: CborValue[] = []
  for (let i = 0; i < length; i++) items.push(readValue(reader, depth))
  return items
}

function readMap(reader: Reader, length: number, depth: number): CborMap {
  if (2 * length > reader.bytes.length - reader.at) throw missing(reader, 2 * length)
  const map = new Map<CborKey, CborValue>()
  const { bytes, isSorted } = reader
  // Where the key before it stands.
  let [start, end] = [0, 0]
  for (let i = 0; i < length; i++) {
    const offset = reader.at
    const major = (bytes[offset] ?? 0) >> 5
    if (major !== MAJOR.unsigned && major !== MAJOR.negative && major !== MAJOR.text)
      throw cborError('ERR_CBOR_KEY', { offset })
    const key = readValue(reader, depth)
    if (typeof key !== 'number' && typeof key !== 'string') throw cborError('ERR_CBOR_KEY', { offset })
    if (map.has(key)) throw cborError('ERR_CBOR_DUPLICATE', { offset })
    if (isSorted && i > 0 && compareParts(bytes, start, end, offset, reader.at) > 0)
      throw cborError('ERR_CBOR_ORDER', { offset })
    start = offset
    end = reader.at
    map.set(key, readValue(reader, depth))
  }
  return map
}

/** The number behind the first byte, which must not have fitted into fewer bytes. */
function readArgument(reader: Reader, information: number, offset: number): number | bigint {
  if (information < 24) return information
  if (information === 31) throw cborError('ERR_CBOR_LENGTH', { offset })
  if (information > 27) throw cborError('ERR_CBOR_TYPE', { offset })
  const size = 1 << (information - 24)
  const { bytes, at } = reader
  if (at + size > bytes.length) throw missing(reader, size)
  reader.at += size
  let argument: number | bigint = 0
  for (let i = at; i < at + size; i++) argument = argument * 256 + (bytes[i] ?? 0)
  // Beyond 53 bits a number is no longer exact.
  if (argument > Number.MAX_SAFE_INTEGER)
    argument = new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigUint64(at)
  const least = size === 1 ? 24 : size === 8 ? 0x1_0000_0000 : 1 << (size * 4)
  if (argument < least) throw cborError('ERR_CBOR_LENGTH', { offset })
  return argument
}

function negate(argument: number | bigint): number | bigint {
  if (typeof argument === 'bigint' || argument === Number.MAX_SAFE_INTEGER) return -1n - BigInt(argument)
  return -1 - argument
}

/** Goes past so many bytes. @returns where they end */
function pass(reader: Reader, length: number): number {
  const end = reader.at + length
  if (end > reader.bytes.length) throw missing(reader, length)
  reader.at = end
  return end
}

const missing = ({ at, bytes }: Reader, needed: number) =>
  cborError('ERR_CBOR_TRUNCATED', { offset: at, needed, found: bytes.length - at })
