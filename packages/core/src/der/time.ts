import { CoreError } from '../errors.ts'
import { type DerNode, expectTag } from './read.ts'
import { TAG, tagName } from './tag.ts'

const ZERO = 0x30
const ZULU = 0x5a

/** Octets of a time with its `Z`, without a fraction. */
const UTC_OCTETS = 13
const GENERALIZED_OCTETS = 15
const MAX_OCTETS = 64

/** UTCTime or GeneralizedTime in UTC with seconds (RFC 5280, 4.1.2.5); fractions as DER allows them (X.690, 11.7). */
export function readTime(node: DerNode): Date {
  const isUtc = node.tag === TAG.utcTime
  if (!isUtc) expectTag(node, TAG.generalizedTime)
  const { source, start, end } = node
  const { bytes } = source
  const length = end - start
  const isWhole = length === (isUtc ? UTC_OCTETS : GENERALIZED_OCTETS)
  if (
    (!isWhole && (isUtc || length < GENERALIZED_OCTETS || length > MAX_OCTETS)) ||
    bytes[end - 1] !== ZULU
  ) {
    throw malformed(node)
  }
  const rest = isUtc ? start + 2 : start + 4
  const year = isUtc
    ? fullYear(twoDigits(bytes, start))
    : twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2)
  const month = twoDigits(bytes, rest)
  const day = twoDigits(bytes, rest + 2)
  const hour = twoDigits(bytes, rest + 4)
  const minute = twoDigits(bytes, rest + 6)
  const second = twoDigits(bytes, rest + 8)
  const fraction = isWhole ? 0 : readFraction(node, rest + 10)
  // Each comparison is false for what is not a number.
  const isDay = year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
  if (!isDay || !(hour < 24 && minute < 60 && second < 60)) throw malformed(node)
  const seconds = ((daysUntil(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second
  return new Date(seconds * 1000 + fraction)
}

function malformed(node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type: tagName(node.tag), offset: node.offset })
}

/** Not a number where there is no digit, which then goes through all that is computed with it. */
function twoDigits(bytes: Uint8Array, at: number): number {
  return digit(bytes[at]) * 10 + digit(bytes[at + 1])
}

function digit(octet = 0): number {
  return octet >= ZERO && octet <= ZERO + 9 ? octet - ZERO : Number.NaN
}

/** RFC 5280, 4.1.2.5.1: two digits stand for 1950 to 2049. */
function fullYear(year: number): number {
  return year < 50 ? 2000 + year : 1900 + year
}

/** Days from 1970 to the first of a month; years begin in March for it, so that the odd day is the last of one. */
function daysUntil(year: number, month: number): number {
  const march = month < 3 ? year - 1 : year
  const leapDays = Math.floor(march / 4) - Math.floor(march / 100) + Math.floor(march / 400)
  return march * 365 + leapDays + Math.floor((153 * ((month + 9) % 12) + 2) / 5) - 719_468
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Milliseconds of a fraction: a point and digits, of which the last is no zero. */
function readFraction(node: DerNode, at: number): number {
  const digits = String.fromCharCode(...node.source.bytes.subarray(at, node.end - 1))
  if (!/^\.\d*[1-9]$/.test(digits)) throw malformed(node)
  return Math.floor(Number(`0${digits}`) * 1000)
}
