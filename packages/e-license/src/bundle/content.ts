import { decodeBase64Url, decodeUtf8, encodeBase64Url } from '@xinyin/core'
import { isJsonObject, type JsonObject, type JsonValue, parseStrictJsonObject } from '@xinyin/core/json'
import { bundleError } from './codes.ts'
import type { BundleLimits } from './limits.ts'

/** What a bundle holds. Its parts are as they came from those who signed them; none of them is verified yet. */
export interface BundleContent {
  /** Which bundle it is, an absolute URI that all of one series have and no others. */
  readonly bundle: string
  /** From 1 on, higher with each of a series. */
  readonly sequence: number
  readonly issuedAt: Date
  /** When the next one is due. */
  readonly nextUpdate: Date
  /** Signed trust lists by their territories: `CN`, `CN-33`. */
  readonly trustLists: readonly { readonly territory: string; readonly jws: string }[]
  /** Signed status lists: a JWT as text, a CWT as octets. */
  readonly statusLists: readonly (string | Uint8Array)[]
  /** Revocation lists and OCSP answers as `createRevocationBundle` writes them; empty for none. */
  readonly revocation: string
  /** Identifiers of licences, each of the newest version that is known (GB/T 36904). */
  readonly identifiers: readonly string[]
}

const VERSION = 1
const MAX_TEXT = 2000
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const MEMBERS = [
  'version',
  'bundle',
  'sequence',
  'issuedAt',
  'nextUpdate',
  'trustLists',
  'statusLists',
  'revocation',
  'identifiers',
]

const writeTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`

/** The content as JSON. Times are cut to whole seconds. */
export function encodeBundleContent(content: BundleContent): string {
  const { bundle, sequence, issuedAt, nextUpdate, trustLists, statusLists, revocation, identifiers } = content
  return JSON.stringify({
    version: VERSION,
    bundle,
    sequence,
    issuedAt: writeTime(issuedAt),
    nextUpdate: writeTime(nextUpdate),
    trustLists: trustLists.map(({ territory, jws }) => ({ territory, list: jws })),
    statusLists: statusLists.map((list) =>
      typeof list === 'string' ? { jwt: list } : { cwt: encodeBase64Url(list) },
    ),
    revocation,
    identifiers,
  })
}

/**
 * @throws LicenceError `ERR_BUNDLE_MEMBER` for a member that is absent, of another kind, or not known; `ERR_BUNDLE_SIZE`;
 *   CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseBundleContent(payload: Uint8Array, limits: BundleLimits): BundleContent {
  const object = parseStrictJsonObject(decodeUtf8(payload), 3)
  const other = Object.keys(object).find((name) => !MEMBERS.includes(name))
  if (other !== undefined) throw unfit(other.slice(0, 40))
  if (object['version'] !== VERSION) throw unfit('version')
  const bundle = readText(object, 'bundle')
  if (!URL.canParse(bundle)) throw unfit('bundle')
  const { sequence } = object
  if (typeof sequence !== 'number' || !Number.isSafeInteger(sequence) || sequence < 1) throw unfit('sequence')
  return {
    bundle,
    sequence,
    issuedAt: readTime(object, 'issuedAt'),
    nextUpdate: readTime(object, 'nextUpdate'),
    trustLists: readList(object, 'trustLists', limits.maxTrustLists).map(readTrustList),
    statusLists: readList(object, 'statusLists', limits.maxStatusLists).map(readStatusList),
    revocation: readText(object, 'revocation', Number.POSITIVE_INFINITY, 0),
    identifiers: readList(object, 'identifiers', limits.maxIdentifiers).map((item, i) => {
      if (typeof item !== 'string' || item.length > 200) throw unfit(`identifiers[${i}]`)
      return item
    }),
  }
}

function readTrustList(item: JsonValue, i: number) {
  const member = `trustLists[${i}]`
  if (!isJsonObject(item) || Object.keys(item).some((name) => name !== 'territory' && name !== 'list'))
    throw unfit(member)
  const { territory, list } = item
  if (typeof territory !== 'string' || territory.length > 40 || typeof list !== 'string') throw unfit(member)
  return { territory, jws: list }
}

function readStatusList(item: JsonValue, i: number): string | Uint8Array {
  if (isJsonObject(item) && Object.keys(item).length === 1) {
    const { jwt, cwt } = item
    if (typeof jwt === 'string') return jwt
    if (typeof cwt === 'string') return decodeBase64Url(cwt)
  }
  throw unfit(`statusLists[${i}]`)
}

function readText(object: JsonObject, name: string, limit = MAX_TEXT, least = 1): string {
  const text = Object.hasOwn(object, name) ? object[name] : undefined
  if (typeof text !== 'string' || text.length < least || text.length > limit) throw unfit(name)
  return text
}

function readTime(object: JsonObject, name: string): Date {
  const text = readText(object, name)
  const time = new Date(text)
  // The 30th of February is none.
  if (!TIME.test(text) || Number.isNaN(time.getTime()) || writeTime(time) !== text) throw unfit(name)
  return time
}

function readList(object: JsonObject, name: string, limit: number): readonly JsonValue[] {
  const list = Object.hasOwn(object, name) ? object[name] : undefined
  if (!Array.isArray(list)) throw unfit(name)
  if (list.length > limit) throw bundleError('ERR_BUNDLE_SIZE', { limit, unit: name })
  return list as readonly JsonValue[]
}

const unfit = (member: string) => bundleError('ERR_BUNDLE_MEMBER', { member })
