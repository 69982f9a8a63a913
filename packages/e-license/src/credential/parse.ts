import { sdJwtError } from './codes.ts'
import { type Disclosure, parseDisclosure } from './disclosure.ts'
import { compactOf, isJsonText } from './json-form.ts'
import { type Jws, parseJws } from './jws.ts'

/** An SD-JWT or SD-JWT+KB (RFC 9901, 4), taken apart and not yet verified. */
export interface SdJwt {
  /** The part that the issuer signed. */
  readonly issued: Jws
  readonly disclosures: readonly Disclosure[]
  /** Everything before the key binding, in compact form, which that is bound to. */
  readonly presented: string
  readonly keyBinding: Jws | undefined
}

/** Most characters of an SD-JWT, and most disclosures in one. */
const LENGTH_LIMIT = 1 << 20
const DISCLOSURE_LIMIT = 1000

/**
 * Takes an SD-JWT apart: compact, or JSON with one signature (RFC 9901, 4 and 8). The issuer-signed JWT by itself, with no
 * `~`, is read as one with nothing disclosed if its type says that it is one.
 *
 * @throws LicenceError `ERR_SDJWT_SIZE`, `ERR_SDJWT_FORM`, `ERR_SDJWT_JSON`, `ERR_SDJWT_DISCLOSURE`, `ERR_SDJWT_RESERVED`, `ERR_JWS_*`;
 * CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseSdJwt(text: string): SdJwt {
  if (text.length > LENGTH_LIMIT) throw sdJwtError('ERR_SDJWT_SIZE', { limit: LENGTH_LIMIT })
  return parseCompact(isJsonText(text) ? compactOf(text) : text)
}

function parseCompact(text: string): SdJwt {
  const [jwt = '', ...parts] = text.split('~', DISCLOSURE_LIMIT + 3)
  const last = parts.pop()
  if (parts.length > DISCLOSURE_LIMIT) throw sdJwtError('ERR_SDJWT_COUNT', { limit: DISCLOSURE_LIMIT })
  const issued = parseJws(jwt)
  if (last === undefined) {
    if (!isSdJwtType(issued.header['typ'])) throw sdJwtError('ERR_SDJWT_FORM')
    return { issued, disclosures: [], presented: `${text}~`, keyBinding: undefined }
  }
  return {
    issued,
    disclosures: parts.map(parseDisclosure),
    presented: last === '' ? text : text.slice(0, text.length - last.length),
    keyBinding: last === '' ? undefined : parseJws(last),
  }
}

/** Whether a `typ` says that this is an SD-JWT of some kind: `dc+sd-jwt`, `example+sd-jwt` (RFC 9901, 9.11). */
export function isSdJwtType(type: unknown): type is string {
  return typeof type === 'string' && /^([\w.-]+\+)?sd-jwt$/.test(foldType(type))
}

/**
 * @internal One form for a `typ`: media types are the same in either case, and `application/` goes without saying
 * (RFC 7515, 4.1.9). Who compared the text alone could be led past what holds for one type by writing it otherwise.
 */
export function foldType(type: string): string {
  // ASCII only: some letters outside it have lower-case forms within.
  return type.replace(/[A-Z]/g, (letter) => letter.toLowerCase()).replace(/^application\//, '')
}
