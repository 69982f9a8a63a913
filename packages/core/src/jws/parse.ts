import { decodeBase64Url } from '../bytes/base64.ts'
import { decodeBase64UrlText } from '../bytes/base64-text.ts'
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts'
import { type JsonObject, parseStrictJsonObject } from '../json/parse.ts'
import { completeLimits } from '../limits.ts'
import { jwsError } from './codes.ts'

/** A JWS in compact form (RFC 7515, 7.1), taken apart. Nothing in it is verified. */
export interface Jws {
  readonly header: JsonObject
  /** `alg`. The name decides nothing: `verifyJws` is told which are accepted. */
  readonly algorithm: string
  /** What the signature covers: header and payload as they arrived. */
  readonly signed: Uint8Array
  readonly payload: Uint8Array
  readonly signature: Uint8Array
}

/** What a JWS may take. */
export interface JwsLimits {
  /** Characters of the whole; 1 MiB unless given. */
  readonly maxBytes: number
  /** Characters of its header; 64 KiB unless given, which holds ten certificates. */
  readonly maxHeaderBytes: number
}

export const DEFAULT_JWS_LIMITS: JwsLimits = { maxBytes: 1024 * 1024, maxHeaderBytes: 64 * 1024 }

/** Headers are flat but for a key, or a list of certificates. */
const HEADER_DEPTH = 4

/**
 * Takes a compact JWS apart, as strictly as one text can be read in one way: canonical base64url, a header of strict
 * JSON, a named algorithm, no extension that would have to be understood (`crit`, RFC 7515, 4.1.11), no payload that is
 * not encoded (`b64`, RFC 7797). A line end behind it is none of it.
 *
 * @throws CoreError `ERR_JWS_SIZE`, `ERR_JWS_FORM`, `ERR_JWS_ALGORITHM`, `ERR_JWS_CRITICAL`, `ERR_JSON_*`, `ERR_BYTES_*`
 * @throws RangeError for limits that are none
 */
export function parseJws(jws: string | Uint8Array, limits: Partial<JwsLimits> = {}): Jws {
  const { maxBytes, maxHeaderBytes } = completeLimits(DEFAULT_JWS_LIMITS, limits)
  if (jws.length > maxBytes) throw jwsError('ERR_JWS_SIZE', { limit: maxBytes, unit: 'bytes' })
  const text = typeof jws === 'string' ? jws : decodeUtf8(jws)
  const first = text.indexOf('.')
  const second = text.indexOf('.', first + 1)
  if (first <= 0 || second < 0 || text.indexOf('.', second + 1) >= 0) throw jwsError('ERR_JWS_FORM')
  if (first > maxHeaderBytes) throw jwsError('ERR_JWS_SIZE', { limit: maxHeaderBytes, unit: 'header' })
  const header = parseStrictJsonObject(decodeBase64UrlText(text.slice(0, first)), HEADER_DEPTH)
  const algorithm = Object.hasOwn(header, 'alg') ? header['alg'] : undefined
  if (typeof algorithm !== 'string') throw jwsError('ERR_JWS_ALGORITHM')
  const critical = ['crit', 'b64'].find((member) => Object.hasOwn(header, member))
  if (critical !== undefined) throw jwsError('ERR_JWS_CRITICAL', { member: critical })
  return {
    header,
    algorithm,
    signed: encodeUtf8(text.slice(0, second)),
    payload: decodeBase64Url(text.slice(first + 1, second)),
    signature: decodeBase64Url(text.slice(second + 1)),
  }
}

/** Whether a header's `typ` is a media type, in whatever case, with or without `application/` (RFC 7515, 4.1.9). */
export function isJwsType({ header }: Pick<Jws, 'header'>, type: string): boolean {
  const found = Object.hasOwn(header, 'typ') ? header['typ'] : undefined
  return typeof found === 'string' && foldType(found) === foldType(type)
}

/** ASCII only: some letters outside it have lower-case forms within. */
const foldType = (type: string): string =>
  type.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/^application\//, '')
