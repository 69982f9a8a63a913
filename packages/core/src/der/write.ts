import { concatBytes } from '../bytes/sequence.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { contextTag, TAG } from './tag.ts'

/** One element: identifier, shortest length, content (X.690, 10.1). */
export function encodeElement(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, part) => sum + part.length, 0)
  return concatBytes(Uint8Array.of(tag, ...lengthOctets(length)), ...content)
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

export const encodeSequence = (...elements: readonly Uint8Array[]): Uint8Array =>
  encodeElement(TAG.sequence, ...elements)

/** SET OF: the elements in ascending order of their encodings (X.690, 11.6). */
export function encodeSetOf(...elements: readonly Uint8Array[]): Uint8Array {
  return encodeElement(TAG.set, ...[...elements].sort(compareEncodings))
}

function compareEncodings(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** `[number] EXPLICIT`, or an IMPLICIT constructed one given its elements. */
export const encodeContext = (number: number, ...content: readonly Uint8Array[]): Uint8Array =>
  encodeElement(contextTag(number), ...content)

export const encodeBoolean = (value: boolean): Uint8Array =>
  encodeElement(TAG.boolean, Uint8Array.of(value ? 0xff : 0))

export const encodeNull = (): Uint8Array => encodeElement(TAG.null)

export function encodeInteger(value: bigint | number): Uint8Array {
  let rest = BigInt(value)
  const octets: number[] = []
  do {
    octets.unshift(Number(rest & 0xffn))
    rest >>= 8n
  } while (rest !== 0n && rest !== -1n)
  const top = octets[0] ?? 0
  if (rest === 0n && top >= 0x80) octets.unshift(0)
  if (rest === -1n && top < 0x80) octets.unshift(0xff)
  return encodeElement(TAG.integer, Uint8Array.from(octets))
}

/** A non-negative INTEGER from its big-endian octets. */
export function encodeUnsignedInteger(bytes: Uint8Array): Uint8Array {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start++
  const magnitude = bytes.subarray(start)
  const sign = (magnitude[0] ?? 0) >= 0x80 || magnitude.length === 0 ? Uint8Array.of(0) : new Uint8Array(0)
  return encodeElement(TAG.integer, sign, magnitude)
}

export function encodeOid(oid: string): Uint8Array {
  if (!/^[0-2](\.(0|[1-9]\d*)){1,}$/.test(oid)) throw new TypeError(`oid: not an object identifier: ${oid}`)
  const [top = 0n, second = 0n, ...rest] = oid.split('.').map(BigInt)
  if (top < 2n && second >= 40n) throw new TypeError(`oid: not an object identifier: ${oid}`)
  return encodeElement(TAG.oid, ...[top * 40n + second, ...rest].map(base128))
}

function base128(arc: bigint): Uint8Array {
  const octets = [Number(arc & 0x7fn)]
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80)
  return Uint8Array.from(octets)
}

export const encodeOctetString = (bytes: Uint8Array): Uint8Array => encodeElement(TAG.octetString, bytes)

export const encodeBitString = (bytes: Uint8Array, unusedBits = 0): Uint8Array =>
  encodeElement(TAG.bitString, Uint8Array.of(unusedBits), bytes)

export const encodeUtf8String = (text: string): Uint8Array => encodeElement(TAG.utf8String, encodeUtf8(text))

export function encodeIa5String(text: string): Uint8Array {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5String is the whole of ASCII.
  if (!/^[\x00-\x7f]*$/.test(text)) throw new TypeError('text: IA5String holds ASCII only')
  return encodeElement(TAG.ia5String, encodeUtf8(text))
}

export function encodePrintableString(text: string): Uint8Array {
  if (!/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)) throw new TypeError('text: not a PrintableString')
  return encodeElement(TAG.printableString, encodeUtf8(text))
}

const digits = (date: Date): string => date.toISOString().replace(/[-:T]/g, '').slice(0, 14)

/** GeneralizedTime in UTC to the second. */
export const encodeGeneralizedTime = (date: Date): Uint8Array =>
  encodeElement(TAG.generalizedTime, encodeUtf8(`${digits(date)}Z`))

/** Time as certificates carry it: UTCTime to 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5). */
export function encodeTime(date: Date): Uint8Array {
  const year = date.getUTCFullYear()
  if (year < 1950 || year > 2049) return encodeGeneralizedTime(date)
  return encodeElement(TAG.utcTime, encodeUtf8(`${digits(date).slice(2)}Z`))
}
