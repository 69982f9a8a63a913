import { type JsonValue, parseStrictJson } from '@xinyin/core/json'
import { decodeBase64UrlText } from '@xinyin/core/jws'
import { sdJwtError } from './codes.ts'

/** One claim that the holder can show or withhold (RFC 9901, 4.2). */
export interface Disclosure {
  /** As it arrived: the digest is over these characters. */
  readonly encoded: string
  /** Name of the object member; `undefined` for an array element. */
  readonly name: string | undefined
  readonly value: JsonValue
}

/** Member names that only the format itself may use. */
export function isReservedName(name: string): boolean {
  return name === '_sd' || name === '...'
}

/**
 * Reads `[salt, name, value]` or `[salt, value]`.
 *
 * @throws LicenceError `ERR_SDJWT_DISCLOSURE`, `ERR_SDJWT_RESERVED`; CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export function parseDisclosure(encoded: string): Disclosure {
  const parts = parseStrictJson(decodeBase64UrlText(encoded))
  if (!Array.isArray(parts) || (parts.length !== 2 && parts.length !== 3) || typeof parts[0] !== 'string')
    throw sdJwtError('ERR_SDJWT_DISCLOSURE')
  if (parts.length === 2) return { encoded, name: undefined, value: parts[1] }
  const name: unknown = parts[1]
  if (typeof name !== 'string' || name === '__proto__') throw sdJwtError('ERR_SDJWT_DISCLOSURE')
  if (isReservedName(name)) throw sdJwtError('ERR_SDJWT_RESERVED')
  return { encoded, name, value: parts[2] }
}
