import { CoreError, decodeUtf8, TrustError } from '@xinyin/core'
import { type Jws as CompactJws, parseJws as parseCompactJws } from '@xinyin/core/jws'
import { SsoError, type SsoErrorCode } from '../errors.ts'
import { type JsonObject, parseJsonObject } from './json.ts'

/** Limits in characters. A real token has one to three thousand. */
const MAX_TOKEN = 16_384
const MAX_HEADER = 4096
const MAX_NAME = 64
const MAX_KEY_ID = 256

/** A compact JWS (RFC 7515, 7.1) taken apart. Nothing in it is verified. */
export interface Jws extends Pick<CompactJws, 'signed' | 'signature'> {
  readonly algorithm: string
  /** `typ`, lower-case, without the `application/` that RFC 7515, 4.1.9 lets one leave out. */
  readonly type: string | undefined
  readonly keyId: string | undefined
  readonly header: JsonObject
  readonly claims: JsonObject
}

/** What the gate of `@xinyin/core/jws` says, in the words of tokens. All else is a matter of form. */
const CODES: Readonly<Record<string, SsoErrorCode>> = {
  ERR_JWS_CRITICAL: 'ERR_SSO_TOKEN_CRITICAL',
  ERR_JSON_SYNTAX: 'ERR_SSO_JSON_SYNTAX',
  ERR_JSON_MEMBER: 'ERR_SSO_JSON_SYNTAX',
  ERR_JSON_DUPLICATE: 'ERR_SSO_JSON_DUPLICATE',
  ERR_JSON_DEPTH: 'ERR_SSO_JSON_DEPTH',
}

const malformed = (part: string, cause?: unknown) => new SsoError('ERR_SSO_TOKEN_FORM', { part }, cause)

function takeApart(token: string): CompactJws {
  try {
    return parseCompactJws(token, { maxBytes: MAX_TOKEN, maxHeaderBytes: MAX_HEADER })
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    const code = CODES[error.code]
    // Never with the cause where JSON is: an engine's message quotes the text, which would end up in a log.
    throw code === undefined ? malformed('structure', error) : new SsoError(code, { ...error.facts })
  }
}

function readClaims(payload: Uint8Array): JsonObject {
  try {
    return parseJsonObject(decodeUtf8(payload))
  } catch (cause) {
    if (cause instanceof SsoError || !(cause instanceof TrustError)) throw cause
    throw malformed('payload', cause)
  }
}

function optionalText(header: JsonObject, name: string, limit: number): string | undefined {
  const value = Object.hasOwn(header, name) ? header[name] : undefined
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.length > 0 && value.length <= limit) return value
  throw malformed(`header ${name}`)
}

const MEDIA = 'application/'

function typeOf(text: string | undefined): string | undefined {
  const type = text?.toLowerCase()
  return type?.startsWith(MEDIA) ? type.slice(MEDIA.length) : type
}

/**
 * The strict gate that every token passes before anything else looks at it: that of `@xinyin/core/jws`, and claims that
 * are one strict JSON object.
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
  const { header, algorithm, signed, signature, payload } = takeApart(token)
  if (algorithm.length > MAX_NAME) throw malformed('header alg')
  return {
    header,
    algorithm,
    signed,
    signature,
    type: typeOf(optionalText(header, 'typ', MAX_NAME)),
    keyId: optionalText(header, 'kid', MAX_KEY_ID),
    claims: readClaims(payload),
  }
}
