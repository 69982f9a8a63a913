import { decodeBase64Url, decodeUtf8 } from '@xinyin/core'
import { isJsonObject, type JsonObject, parseStrictJsonObject } from '@xinyin/core/json'
import { sdJwtError } from './codes.ts'

/** How an SD-JWT is written: with `~` between its parts, or as JSON, which may list signatures (RFC 9901, 8). */
export type SdJwtSerialization = 'compact' | 'flattened' | 'general'

const broken = (problem: string) => sdJwtError('ERR_SDJWT_JSON', { problem })

/** Whether a text is written as JSON at all. */
export const isJsonText = (text: string): boolean => /^[ \t\r\n]*\{/.test(text)

/** Whether a text is JSON with the members of a JWS: what other JSON is, is not said. */
export const isJsonSdJwt = (text: string): boolean =>
  isJsonText(text) && /"payload"\s*:/.test(text) && /"signatures?"\s*:/.test(text)

const PART = /^[\w-]+$/
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

/**
 * The compact form of an SD-JWT in JSON, flattened or general with one signature. A key binding is over the compact form
 * in any case (8.1), so there is one way to read all of them.
 *
 * Of the unprotected header only `disclosures` and `kb_jwt` are read. What names a key or an algorithm there was signed
 * by nobody, and does not count; what is there and in the protected header as well is refused (RFC 7515, 7.2.1), and so is
 * `crit`, which must be protected (4.1.11).
 *
 * @throws LicenceError `ERR_SDJWT_JSON`; CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function compactOf(json: string): string {
  const object = parseStrictJsonObject(json)
  const signature = signatureOf(object)
  const [payload, encoded, signed] = [object['payload'], signature['protected'], signature['signature']]
  if (!isPart(payload) || !isPart(encoded) || !isPart(signed)) throw broken('payload, protected or signature')
  const header = own(signature, 'header') ?? {}
  if (!isJsonObject(header)) throw broken('header')
  const guarded = parseStrictJsonObject(decodeUtf8(decodeBase64Url(encoded)))
  const repeated = Object.keys(guarded).some((name) => Object.hasOwn(header, name))
  if (repeated || Object.hasOwn(header, 'crit')) throw broken('header')
  const disclosures = own(header, 'disclosures') ?? []
  if (!Array.isArray(disclosures) || !disclosures.every(isPart)) throw broken('disclosures')
  const keyBinding = own(header, 'kb_jwt') ?? ''
  if (typeof keyBinding !== 'string' || (Object.hasOwn(header, 'kb_jwt') && !JWT.test(keyBinding)))
    throw broken('kb_jwt')
  return [`${encoded}.${payload}.${signed}`, ...disclosures, keyBinding].join('~')
}

/** The one signature: of several nobody could say which a verdict is about. */
function signatureOf(object: JsonObject): JsonObject {
  const signatures = own(object, 'signatures')
  if (signatures === undefined) return object
  if (['signature', 'protected', 'header'].some((name) => Object.hasOwn(object, name)))
    throw broken('both flattened and general')
  if (!Array.isArray(signatures) || signatures.length !== 1) throw broken('signatures')
  const [signature] = signatures
  if (!isJsonObject(signature)) throw broken('signatures')
  return signature
}

const own = (object: JsonObject, name: string) => (Object.hasOwn(object, name) ? object[name] : undefined)

const isPart = (value: unknown): value is string => typeof value === 'string' && PART.test(value)

/** Writes a compact SD-JWT, which is whole, in another form. */
export function serializeSdJwt(compact: string, serialization: SdJwtSerialization): string {
  if (serialization === 'compact') return compact
  const [jwt = '', ...parts] = compact.split('~')
  const keyBinding = parts.pop() ?? ''
  const [encoded, payload, signature] = jwt.split('.')
  const header = { disclosures: parts, ...(keyBinding === '' ? {} : { kb_jwt: keyBinding }) }
  const signed = { protected: encoded, header, signature }
  return JSON.stringify(
    serialization === 'flattened' ? { payload, ...signed } : { payload, signatures: [signed] },
  )
}

/** @throws RangeError */
export function assertSerialization(serialization: SdJwtSerialization): void {
  if (!['compact', 'flattened', 'general'].includes(serialization))
    throw new RangeError('serialization: compact, flattened or general')
}
