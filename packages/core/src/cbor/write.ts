import { MAJOR } from './major.ts'
import { createOctets, type OctetWriter } from './octets.ts'
import { compareKeys } from './order.ts'
import type { CborMap, CborValue } from './value.ts'
import { isCborArray, isCborBytes, isCborMap } from './value.ts'

const SURROGATE = /[\ud800-\udfff]/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const LARGEST = 0xffff_ffff_ffff_ffffn

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
  const octets = createOctets()
  write(value, octets)
  return octets.written()
}

function write(value: CborValue, octets: OctetWriter): void {
  if (typeof value === 'string') writeText(value, octets)
  else if (typeof value === 'number') writeNumber(value, octets)
  else if (typeof value === 'bigint') writeBigInt(value, octets)
  else if (value === false) octets.octet(0xf4)
  else if (value === true) octets.octet(0xf5)
  else if (value === null) octets.octet(0xf6)
  else if (isCborBytes(value)) {
    writeHead(MAJOR.bytes, value.length, octets)
    octets.octets(value)
  } else if (isCborArray(value)) {
    writeHead(MAJOR.array, value.length, octets)
    for (const item of value) write(item, octets)
  } else if (isCborMap(value)) writeMap(value, octets)
  else if (typeof value === 'object' && isTagNumber(value.tag)) {
    writeHead(MAJOR.tag, value.tag, octets)
    write(value.value, octets)
  } else throw new TypeError('value: not what CBOR can hold here')
}

const isTagNumber = (tag: unknown): tag is number => Number.isSafeInteger(tag) && Number(tag) >= 0

function writeText(text: string, octets: OctetWriter): void {
  // UTF-8 has no form for half a character: another text would be read back.
  if (SURROGATE.test(text) && LONE_SURROGATE.test(text))
    throw new TypeError('value: a text with half a character')
  writeHead(MAJOR.text, octets.lengthOf(text), octets)
  octets.text(text)
}

function writeMap(map: CborMap, octets: OctetWriter): void {
  writeHead(MAJOR.map, map.size, octets)
  for (const key of [...map.keys()].sort(compareKeys)) {
    if (typeof key === 'string') writeText(key, octets)
    else if (Number.isSafeInteger(key)) writeNumber(key, octets)
    else throw new TypeError('value: a key of a map is neither an integer nor a text')
    write(map.get(key) as CborValue, octets)
  }
}

function writeNumber(value: number, octets: OctetWriter): void {
  if (!Number.isSafeInteger(value)) throw new RangeError('value: a number that is no integer, or not exact')
  if (value < 0) writeHead(MAJOR.negative, -1 - value, octets)
  else writeHead(MAJOR.unsigned, value, octets)
}

function writeBigInt(value: bigint, octets: OctetWriter): void {
  const argument = value < 0n ? -1n - value : value
  if (argument > LARGEST) throw new RangeError('value: an integer beyond 64 bits')
  const major = value < 0n ? MAJOR.negative : MAJOR.unsigned
  if (argument <= Number.MAX_SAFE_INTEGER) writeHead(major, Number(argument), octets)
  else {
    octets.octet((major << 5) | 27)
    octets.number(Number(argument >> 32n), 4)
    octets.number(Number(argument & 0xffff_ffffn), 4)
  }
}

/** The first byte and what follows it: a length, a number, or a tag, as short as it can be. */
function writeHead(major: number, argument: number, octets: OctetWriter): void {
  const type = major << 5
  if (argument < 24) octets.octet(type | argument)
  else {
    const size = argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8
    octets.octet(type | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27))
    octets.number(argument, size)
  }
}
