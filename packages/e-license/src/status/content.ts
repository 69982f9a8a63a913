import { decodeBase64Url, decodeUtf8, encodeUtf8 } from '@xinyin/core'
import { type CborMap, type CborValue, encodeCbor, isCborMap, parseCbor } from '@xinyin/core/cbor'
import { isJsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { encodeBase64UrlInTurns, encodedLength } from '@xinyin/core/turns'
import { statusListError } from './codes.ts'
import { isStatusBits, type StatusBits } from './list.ts'

/** What a signed status list says (draft-ietf-oauth-status-list, 5.1 and 5.2). The list itself is still compressed. */
export interface StatusListContent {
  /** Which list it is, and where: `sub`. */
  readonly uri: string
  /** `iat`. */
  readonly issuedAt: Date
  /** `exp`: from then on it tells nothing. */
  readonly expiresAt: Date | undefined
  /** Seconds after which a newer one is to be asked for. */
  readonly ttl: number | undefined
  readonly bits: StatusBits
  /** zlib (RFC 1950). */
  readonly packed: Uint8Array
  /** Where all lists of this issuer are named. */
  readonly aggregationUri: string | undefined
}

const MAX_URI = 2000
/** The year 9999. */
const MAX_SECONDS = 253_402_300_800

/** Keys of claims in a CWT (RFC 8392; draft, 14.3). */
const CWT = { sub: 2, exp: 4, iat: 6, ttl: 65_534, statusList: 65_533 } as const

/** Claims by the names that they have in JSON. Others may stand there too. */
type Claims = (name: 'sub' | 'exp' | 'iat' | 'ttl') => unknown

/** @throws LicenceError `ERR_STATUS_LIST_CLAIM`; CoreError `ERR_JSON_*`, `ERR_BYTES_*` */
export const parseJwtContent = (payload: Uint8Array): StatusListContent =>
  readJwtContent(payload, decodeBase64Url)

/** @param packedOf - what the text of a list stands for */
export function readJwtContent(
  payload: Uint8Array,
  packedOf: (lst: string) => Uint8Array,
): StatusListContent {
  const object = parseStrictJsonObject(decodeUtf8(payload))
  const get = (members: object, name: string): unknown =>
    Object.hasOwn(members, name) ? (members as Record<string, unknown>)[name] : undefined
  const list = get(object, 'status_list')
  if (!isJsonObject(list)) throw unfit('status_list')
  const lst = get(list, 'lst')
  if (typeof lst !== 'string') throw unfit('lst')
  return readContent((name) => get(object, name), {
    bits: get(list, 'bits'),
    packed: packedOf(lst),
    aggregationUri: get(list, 'aggregation_uri'),
  })
}

/** @throws LicenceError `ERR_STATUS_LIST_CLAIM`; CoreError `ERR_CBOR_*`, `ERR_BYTES_UTF8` */
export function parseCwtContent(payload: Uint8Array, maxBytes: number): StatusListContent {
  const claims = parseCbor(payload, { maxBytes, keyOrder: 'any' })
  if (!isCborMap(claims)) throw unfit('claims')
  const list = claims.get(CWT.statusList)
  if (!isCborMap(list)) throw unfit('status_list')
  const lst = list.get('lst')
  if (!(lst instanceof Uint8Array)) throw unfit('lst')
  return readContent((name) => claims.get(CWT[name]), {
    bits: list.get('bits'),
    packed: lst,
    aggregationUri: list.get('aggregation_uri'),
  })
}

interface ListMembers {
  readonly bits: unknown
  readonly packed: Uint8Array
  readonly aggregationUri: unknown
}

function readContent(claim: Claims, { bits, packed, aggregationUri }: ListMembers): StatusListContent {
  const uri = claim('sub')
  if (typeof uri !== 'string' || uri.length === 0 || uri.length > MAX_URI) throw unfit('sub')
  const issuedAt = readTime(claim('iat'), 'iat')
  if (issuedAt === undefined) throw unfit('iat')
  const ttl = claim('ttl')
  if (ttl !== undefined && !(typeof ttl === 'number' && ttl > 0 && ttl < MAX_SECONDS)) throw unfit('ttl')
  if (!isStatusBits(bits)) throw unfit('bits')
  if (
    aggregationUri !== undefined &&
    !(typeof aggregationUri === 'string' && aggregationUri.length <= MAX_URI)
  )
    throw unfit('aggregation_uri')
  return { uri, issuedAt, expiresAt: readTime(claim('exp'), 'exp'), ttl, bits, packed, aggregationUri }
}

/** Seconds since 1970, which RFC 7519 lets have a fraction. */
function readTime(seconds: unknown, claim: string): Date | undefined {
  if (seconds === undefined) return undefined
  if (typeof seconds !== 'number' || !(seconds > 0 && seconds < MAX_SECONDS)) throw unfit(claim)
  return new Date(seconds * 1000)
}

const unfit = (claim: string) => statusListError('ERR_STATUS_LIST_CLAIM', { claim })

const secondsOf = (time: Date): number => Math.floor(time.getTime() / 1000)

/** Claims as JSON (5.1). */
export async function encodeJwtContent(content: StatusListContent): Promise<Uint8Array> {
  const { uri, issuedAt, expiresAt, ttl, bits, packed, aggregationUri } = content
  const text = JSON.stringify({
    sub: uri,
    iat: secondsOf(issuedAt),
    exp: expiresAt && secondsOf(expiresAt),
    ttl,
    status_list: { bits, lst: '', aggregation_uri: aggregationUri },
  })
  // Quotes within a text have a backslash before them: this stands nowhere else.
  const at = text.indexOf('"lst":""') + '"lst":"'.length
  const length = encodedLength(packed.length)
  const payload = new Uint8Array(text.length * 3 + length)
  const before = encodeUtf8(text.slice(0, at))
  const behind = encodeUtf8(text.slice(at))
  payload.set(before)
  await encodeBase64UrlInTurns(packed, payload.subarray(before.length, before.length + length))
  payload.set(behind, before.length + length)
  return payload.subarray(0, before.length + length + behind.length)
}

/** Claims as CBOR (5.2). */
export function encodeCwtContent(content: StatusListContent): Uint8Array {
  const { uri, issuedAt, expiresAt, ttl, bits, packed, aggregationUri } = content
  const list: CborMap = new Map<string, CborValue>([
    ['bits', bits],
    ['lst', packed],
    ...(aggregationUri === undefined ? [] : ([['aggregation_uri', aggregationUri]] as const)),
  ])
  return encodeCbor(
    new Map<number, CborValue>([
      [CWT.sub, uri],
      [CWT.iat, secondsOf(issuedAt)],
      ...(expiresAt === undefined ? [] : ([[CWT.exp, secondsOf(expiresAt)]] as const)),
      ...(ttl === undefined ? [] : ([[CWT.ttl, ttl]] as const)),
      [CWT.statusList, list],
    ]),
  )
}
