import { decodeBase64Url, decodeUtf8, TrustError } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { type JsonObject, parseJsonObject } from './json.ts'

/** Limits in characters. A real ID token has one to three thousand. */
const MAX_TOKEN = 16_384
const MAX_KEY_ID = 256

/** A compact JWS (RFC 7515, 7.1) taken apart. Nothing in it is verified. */
export interface Jws {
  readonly raw: string
  readonly algorithm: string
  /** `typ`, lower-case, without the `application/` that RFC 7515, 4.1.9 lets one leave out. */
  readonly type: string | undefined
  readonly keyId: string | undefined
  readonly claims: JsonObject
}

function decodePart(name: string, text: string): Uint8Array {
  try {
    return decodeBase64Url(text)
  } catch (cause) {
    throw new SsoError('ERR_SSO_TOKEN_FORM', { part: name }, cause)
  }
}

function readObject(name: string, text: string): JsonObject {
  try {
    return parseJsonObject(decodeUtf8(decodePart(name, text)))
  } catch (cause) {
    if (cause instanceof SsoError || !(cause instanceof TrustError)) throw cause
    throw new SsoError('ERR_SSO_TOKEN_FORM', { part: name }, cause)
  }
}

function optionalText(header: JsonObject, name: string, limit: number): string | undefined {
  const value = header[name]
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.length > 0 && value.length <= limit) return value
  throw new SsoError('ERR_SSO_TOKEN_FORM', { part: `header ${name}` })
}

/**
 * The strict gate that every token passes before anything else looks at it.
 *
 * Signature libraries take base64url with white space, padding or stray bits, and JSON with the same member
 * twice; each gives one signature many spellings, which defeats replay lists, or two readers two meanings.
 * `jwk`, `jku`, `x5u` and `x5c` are not read at all: keys come from the issuer's metadata only.
 *
 * @throws SsoError `ERR_SSO_TOKEN_SIZE`, `ERR_SSO_TOKEN_FORM`, `ERR_SSO_TOKEN_CRITICAL`, `ERR_SSO_JSON_…`
 */
export function parseJws(token: string): Jws {
  if (token.length > MAX_TOKEN) {
    throw new SsoError('ERR_SSO_TOKEN_SIZE', { found: token.length, limit: MAX_TOKEN })
  }
  const [head, payload, signature, ...more] = token.split('.')
  if (!head || !payload || signature === undefined || more.length > 0) {
    throw new SsoError('ERR_SSO_TOKEN_FORM', { part: 'structure' })
  }
  decodePart('signature', signature)
  const header = readObject('header', head)
  // No extension is understood here, so any that is critical must stop us (RFC 7515, 4.1.11); `b64` is one.
  if ('crit' in header || 'b64' in header) throw new SsoError('ERR_SSO_TOKEN_CRITICAL')
  return {
    raw: token,
    algorithm: optionalText(header, 'alg', 64) ?? 'none',
    type: optionalText(header, 'typ', 64)
      ?.toLowerCase()
      .replace(/^application\//, ''),
    keyId: optionalText(header, 'kid', MAX_KEY_ID),
    claims: readObject('payload', payload),
  }
}
