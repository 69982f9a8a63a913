import { joinBytes } from '../bytes/sequence.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { MAJOR } from './major.ts'
import { compareBytes } from './order.ts'
import type { CborMap, CborValue } from './value.ts'
import { isCborArray, isCborBytes, isCborMap } from './value.ts'

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const LARGEST = 2n ** 64n - 1n

/**
 * Writes CBOR in its one deterministic form (RFC 8949, 4.2.1): shortest numbers and lengths, maps in the order of their
 * keys' bytes.
 *
 * @example
 * ```ts
 * encodeCbor(new Map<CborKey, CborValue>([[1, 'a'], [-1, [true, null]]]))
 * ```
 * @throws RangeError for an integer beyond 64 bits; TypeError for anything else that {@link CborValue} does not allow
 */
export function encodeCbor(value: CborValue): Uint8Array {
  const parts: Uint8Array[] = []
  write(value, parts)
  return joinBytes(parts)
}

function write(value: CborValue, parts: Uint8Array[]): void {
  if (typeof value === 'number' || typeof value === 'bigint') parts.push(encodeNumber(value))
  else if (typeof value === 'string') writeText(value, parts)
  else if (value === false) parts.push(Uint8Array.of(0xf4))
  else if (value === true) parts.push(Uint8Array.of(0xf5))
  else if (value === null) parts.push(Uint8Array.of(0xf6))
  else if (isCborBytes(value)) parts.push(encodeHead(MAJOR.bytes, value.length), value)
  else if (isCborArray(value)) {
    parts.push(encodeHead(MAJOR.array, value.length))
    for (const item of value) write(item, parts)
  } else if (isCborMap(value)) writeMap(value, parts)
  else if (typeof value === 'object' && isTagNumber(value.tag)) {
    parts.push(encodeHead(MAJOR.tag, value.tag))
    write(value.value, parts)
  } else throw new TypeError('value: not what CBOR can hold here')
}

const isTagNumber = (tag: unknown): tag is number => Number.isSafeInteger(tag) && Number(tag) >= 0

function writeText(text: string, parts: Uint8Array[]): void {
  // UTF-8 has no form for half a character: another text would be read back.
  if (LONE_SURROGATE.test(text)) throw new TypeError('value: a text with half a character')
  const bytes = encodeUtf8(text)
  parts.push(encodeHead(MAJOR.text, bytes.length), bytes)
}

function writeMap(map: CborMap, parts: Uint8Array[]): void {
  const entries = [...map].map(([key, value]) => {
    if (typeof key !== 'string' && !Number.isSafeInteger(key))
      throw new TypeError('value: a key of a map is neither an integer nor a text')
    return { key: encodeCbor(key), value }
  })
  entries.sort((a, b) => compareBytes(a.key, b.key))
  parts.push(encodeHead(MAJOR.map, entries.length))
  for (const { key, value } of entries) {
    parts.push(key)
    write(value, parts)
  }
}

function encodeNumber(value: number | bigint): Uint8Array {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError('value: a number that is no integer, or not exact')
    return value < 0 ? encodeHead(MAJOR.negative, -1 - value) : encodeHead(MAJOR.unsigned, value)
  }
  const argument = value < 0n ? -1n - value : value
  if (argument > LARGEST) throw new RangeError('value: an integer beyond 64 bits')
  return encodeHead(value < 0n ? MAJOR.negative : MAJOR.unsigned, argument)
}

/** The first byte and what follows it: a length, a number, or a tag, as short as it can be. */
function encodeHead(major: number, argument: number | bigint): Uint8Array {
  const type = major << 5
  if (argument < 24) return Uint8Array.of(type | Number(argument))
  if (argument < 0x100) return Uint8Array.of(type | 24, Number(argument))
  const size = argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8
  const head = new Uint8Array(1 + size)
  head[0] = type | (size === 2 ? 25 : size === 4 ? 26 : 27)
  const view = new DataView(head.buffer)
  if (size === 2) view.setUint16(1, Number(argument))
  else if (size === 4) view.setUint32(1, Number(argument))
  else view.setBigUint64(1, BigInt(argument))
  return head
}
