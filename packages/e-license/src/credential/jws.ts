import { decodeUtf8 } from '@xinyin/core'
import { type JsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { type Jws as CompactJws, parseJws as parseCompactJws } from '@xinyin/core/jws'

/** A JWS in compact form (RFC 7515, 7.1) whose payload is a JSON object, taken apart and not yet verified. */
export interface Jws extends Omit<CompactJws, 'payload'> {
  readonly compact: string
  readonly payload: JsonObject
}

/**
 * Takes a compact JWS apart: canonical base64url, strict JSON, a named algorithm, no extension that would have to be
 * understood (`crit`), no unencoded payload.
 *
 * @throws CoreError `ERR_JWS_*`, `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseJws(compact: string): Jws {
  const jws = parseCompactJws(compact)
  return { ...jws, compact, payload: parseStrictJsonObject(decodeUtf8(jws.payload)) }
}
