import { decodeBase64Url, encodeBase64Url, randomBytes, TrustError } from '@xinyin/core'
import { isJsonObject, parseStrictJson } from '@xinyin/core/json'
import type { StatusReference } from '../metadata/data.ts'
import { statusListError } from './codes.ts'
import { createPermutation } from './permutation.ts'

/**
 * Which places of a status list are taken. It is plain JSON, and secret: whoever has the key knows in what order licences
 * were issued, and which places are still free.
 *
 * Keep it before a reference that came with it is used: a place that is lost is none that is missed, and one that is
 * given twice would withdraw two licences for one.
 */
export interface StatusAllocation {
  readonly uri: string
  /** Places of the list. */
  readonly size: number
  /** How many of them are taken. */
  readonly used: number
  /** 32 octets in base64url. */
  readonly key: string
}

const KEY_OCTETS = 32
/** Halves of a place fit into 24 bits with room to spare. */
const MAX_SIZE = 2 ** 30

/**
 * Begins with a list no place of which is taken.
 *
 * @throws TypeError for a URI that is not absolute, RangeError for a size that is none
 */
export function openStatusAllocation({
  uri,
  size,
}: Pick<StatusAllocation, 'uri' | 'size'>): StatusAllocation {
  if (!URL.canParse(uri)) throw new TypeError('uri: expected an absolute URI')
  if (!(Number.isInteger(size) && size >= 1 && size <= MAX_SIZE))
    throw new RangeError(`size: expected 1 to ${MAX_SIZE}`)
  return { uri, size, used: 0, key: encodeBase64Url(randomBytes(KEY_OCTETS)) }
}

/**
 * The place that the licence of a number gets, counted from 0: where a database counts, and many processes issue at once.
 * The places of a list are in no order that anybody could see (draft-ietf-oauth-status-list, 12.5), so that two licences
 * that were issued together cannot be found together.
 *
 * @throws LicenceError `ERR_STATUS_LIST_FULL`
 */
export function statusPlaceOf({ uri, size, key }: StatusAllocation, number: number): StatusReference {
  if (!(Number.isInteger(number) && number >= 0))
    throw new RangeError('number: expected a whole number, from 0')
  if (number >= size) throw statusListError('ERR_STATUS_LIST_FULL')
  return { uri, index: createPermutation(decodeBase64Url(key), size)(number) }
}

/** A reference for a licence, and what is to be kept before it is used. */
export interface Allocated<State> {
  readonly reference: StatusReference
  readonly state: State
}

/** Takes the next place of a list. @throws LicenceError `ERR_STATUS_LIST_FULL` */
export function allocateStatus(state: StatusAllocation): Allocated<StatusAllocation> {
  const reference = statusPlaceOf(state, state.used)
  return { reference, state: { ...state, used: state.used + 1 } }
}

/**
 * Takes a place of one of several lists, by chance: the more places a list has free, the likelier. So that not even the
 * list tells when a licence was issued, keep some open at one time, and open another one before all are full.
 *
 * @throws LicenceError `ERR_STATUS_LIST_FULL` where all of them are
 */
export function allocateStatusAmong(
  lists: readonly StatusAllocation[],
): Allocated<readonly StatusAllocation[]> {
  let left = Math.floor(randomShare() * countFree(lists))
  for (const [i, list] of lists.entries()) {
    left -= list.size - list.used
    if (left >= 0) continue
    const { reference, state } = allocateStatus(list)
    return { reference, state: lists.map((each, at) => (at === i ? state : each)) }
  }
  throw statusListError('ERR_STATUS_LIST_FULL')
}

/** Places that are free in some lists: when there are few, it is time for another list. */
export const countFree = (lists: readonly StatusAllocation[]): number =>
  lists.reduce((sum, { size, used }) => sum + size - used, 0)

/** From 0, and less than 1. */
function randomShare(): number {
  const [high = 0, low = 0] = new Uint32Array(new Uint8Array(randomBytes(8)).buffer)
  return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53
}

/**
 * Reads what was kept.
 *
 * @throws LicenceError `ERR_STATUS_LIST_ALLOCATION`
 */
export function parseStatusAllocation(text: string): StatusAllocation {
  const value = readJson(text)
  const [uri, size, used, key] = ['uri', 'size', 'used', 'key'].map((name) =>
    Object.hasOwn(value, name) ? value[name] : undefined,
  )
  if (typeof uri !== 'string' || !URL.canParse(uri)) throw unfit('uri')
  if (!(typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= MAX_SIZE))
    throw unfit('size')
  if (!(typeof used === 'number' && Number.isInteger(used) && used >= 0 && used <= size)) throw unfit('used')
  if (typeof key !== 'string' || !/^[\w-]{43}$/.test(key)) throw unfit('key')
  return { uri, size, used, key }
}

function readJson(text: string) {
  try {
    const value = parseStrictJson(text, 2)
    if (isJsonObject(value)) return value
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statusListError('ERR_STATUS_LIST_ALLOCATION', { member: 'JSON' }, cause)
  }
  throw unfit('JSON')
}

const unfit = (member: string) => statusListError('ERR_STATUS_LIST_ALLOCATION', { member })
