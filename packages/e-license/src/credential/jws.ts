import { decodeBase64Url, decodeUtf8, encodeUtf8 } from '@xinyin/core'
import { type JsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'

/** A JWS in compact form (RFC 7515, 7.1) whose payload is a JSON object, taken apart and not yet verified. */
export interface Jws {
  readonly compact: string
  readonly header: JsonObject
  readonly payload: JsonObject
  /** What the signature covers: header and payload as they arrived. */
  readonly signed: Uint8Array
  readonly signature: Uint8Array
  readonly algorithm: string
}

/**
 * Takes a compact JWS apart: canonical base64url, strict JSON, a named algorithm, no extension that would have to be
 * understood (`crit`), no unencoded payload.
 *
 * @throws LicenceError `ERR_JWS_FORM`, `ERR_JWS_ALGORITHM`, `ERR_JWS_CRITICAL`; CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseJws(compact: string): Jws {
  const first = compact.indexOf('.')
  const second = compact.indexOf('.', first + 1)
  if (first <= 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) throw sdJwtError('ERR_JWS_FORM')
  const header = parseStrictJsonObject(decodeText(compact.slice(0, first)))
  const algorithm = header['alg']
  if (typeof algorithm !== 'string') throw sdJwtError('ERR_JWS_ALGORITHM')
  if (Object.hasOwn(header, 'crit') || Object.hasOwn(header, 'b64')) throw sdJwtError('ERR_JWS_CRITICAL')
  return {
    compact,
    header,
    payload: parseStrictJsonObject(decodeText(compact.slice(first + 1, second))),
    signed: encodeUtf8(compact.slice(0, second)),
    signature: decodeBase64Url(compact.slice(second + 1)),
    algorithm,
  }
}

/** @throws CoreError `ERR_BYTES_BASE64`, `ERR_BYTES_UTF8` */
function decodeText(part: string): string {
  return decodeUtf8(decodeBase64Url(part))
}
