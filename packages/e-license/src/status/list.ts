import { decodeBase64Url, encodeBase64Url } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { statusListError } from './codes.ts'
import { completeStatusListLimits, type StatusListLimits } from './limits.ts'
import { deflate, inflate } from './zlib.ts'

/** Bits for each place: how many values a state can have (draft-ietf-oauth-status-list, 4.1). */
export type StatusBits = 1 | 2 | 4 | 8

const WIDTHS: readonly number[] = [1, 2, 4, 8]

export const isStatusBits = (bits: unknown): bits is StatusBits => WIDTHS.includes(bits as number)

/** Values of many licences, packed: the first place in the lowest bits of the first octet. */
export interface StatusList {
  readonly bits: StatusBits
  /** Places: whole octets of them. */
  readonly size: number
  readonly bytes: Uint8Array
}

/** Places that a list can have: half a gigabyte at four bits. */
const MAX_SIZE = 2 ** 30

/**
 * Makes a list in which every place has the value 0, `VALID`.
 *
 * Make it large at once, whatever number of licences there is: its length is told to everybody, and the more licences
 * share a list, the less asking for it tells of one.
 *
 * @throws RangeError for bits other than 1, 2, 4 and 8, and a size that is none; it is rounded up to whole octets
 */
export function createStatusList({ bits, size }: Pick<StatusList, 'bits' | 'size'>): StatusList {
  if (!isStatusBits(bits)) throw new RangeError('bits: expected 1, 2, 4 or 8')
  if (!(Number.isInteger(size) && size >= 1 && size <= MAX_SIZE))
    throw new RangeError(`size: expected 1 to ${MAX_SIZE}`)
  return listOf(bits, new Uint8Array(Math.ceil((size * bits) / 8)))
}

/** A list of octets that are already packed. */
export const listOf = (bits: StatusBits, bytes: Uint8Array): StatusList => ({
  bits,
  size: (bytes.length * 8) / bits,
  bytes,
})

/**
 * The value at a place.
 *
 * @throws LicenceError `ERR_STATUS_LIST_INDEX` for one beyond the end (8.3, step 6)
 */
export function readStatus({ bits, size, bytes }: StatusList, index: number): number {
  if (!(Number.isInteger(index) && index >= 0 && index < size))
    throw statusListError('ERR_STATUS_LIST_INDEX', { size })
  const at = index * bits
  return ((bytes[Math.floor(at / 8)] ?? 0) >> (at & 7)) & ((1 << bits) - 1)
}

/**
 * A list with other values at some places; the one before stays as it was. Later entries win.
 *
 * @param changes - places and values
 * @throws RangeError for a place beyond the end, and a value that the bits do not hold
 */
export function changeStatuses(
  list: StatusList,
  changes: Iterable<readonly [index: number, value: number]>,
): StatusList {
  const { bits, size } = list
  const bytes = new Uint8Array(list.bytes)
  const mask = (1 << bits) - 1
  for (const [index, value] of changes) {
    if (!(Number.isInteger(index) && index >= 0 && index < size))
      throw new RangeError(`changes: a place from 0 to ${size - 1}`)
    if (!(Number.isInteger(value) && value >= 0 && value <= mask))
      throw new RangeError(`changes: a value from 0 to ${mask}`)
    const at = index * bits
    const octet = Math.floor(at / 8)
    bytes[octet] = ((bytes[octet] ?? 0) & ~(mask << (at & 7))) | (value << (at & 7))
  }
  return listOf(bits, bytes)
}

/**
 * A list as JSON has it, without what is signed around it: `{ "bits": 4, "lst": "eNrt…" }` (4.2).
 *
 * @throws LicenceError `ERR_STATUS_LIST_CLAIM`, `ERR_STATUS_LIST_SIZE`, `ERR_STATUS_LIST_COMPRESSION`; CoreError
 *   `ERR_BYTES_BASE64`
 */
export async function parseStatusList(
  object: JsonObject,
  limits: Partial<StatusListLimits> = {},
): Promise<StatusList> {
  const { maxListBytes } = completeStatusListLimits(limits)
  const { bits, lst } = object
  if (!isStatusBits(bits)) throw statusListError('ERR_STATUS_LIST_CLAIM', { claim: 'bits' })
  if (typeof lst !== 'string') throw statusListError('ERR_STATUS_LIST_CLAIM', { claim: 'lst' })
  return listOf(bits, await inflate(decodeBase64Url(lst), maxListBytes))
}

/** The list as JSON has it. */
export async function encodeStatusList({ bits, bytes }: StatusList): Promise<JsonObject> {
  return { bits, lst: encodeBase64Url(await deflate(bytes)) }
}
