import { decodeBase64Url } from '../../bytes/base64.ts'
import { CoreError } from '../../errors.ts'
import type { JsonObject } from '../../json/parse.ts'
import { keysError } from '../codes.ts'

/** An own member, so that nothing comes from a prototype. */
const own = (jwk: JsonObject, member: string): unknown =>
  Object.hasOwn(jwk, member) ? jwk[member] : undefined

/** @throws CoreError `ERR_KEYS_JWK` where it is there and no text */
export function textMember(jwk: JsonObject, member: string): string | undefined {
  const value = own(jwk, member)
  if (value !== undefined && typeof value !== 'string') throw keysError('ERR_KEYS_JWK', { member })
  return value
}

/** @throws CoreError `ERR_KEYS_JWK` where it is there and no list of different texts */
export function listMember(jwk: JsonObject, member: string): readonly string[] | undefined {
  const value = own(jwk, member)
  if (value === undefined) return undefined
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (!isList || new Set(value).size !== value.length) throw keysError('ERR_KEYS_JWK', { member })
  return value
}

/**
 * Octets in canonical base64url.
 *
 * @throws CoreError `ERR_KEYS_JWK` where it is not there, or not so
 */
export function octetsMember(jwk: JsonObject, member: string): Uint8Array {
  const text = textMember(jwk, member)
  if (text === undefined) throw keysError('ERR_KEYS_JWK', { member })
  try {
    return decodeBase64Url(text)
  } catch (cause) {
    if (cause instanceof CoreError) throw keysError('ERR_KEYS_JWK', { member })
    throw cause
  }
}

/** More octets than any number of an RSA key that is read has. */
const MAX_OCTETS = 1024

/**
 * `Base64urlUInt` (RFC 7518, 2): in as few octets as it takes.
 *
 * @throws CoreError `ERR_KEYS_JWK`
 */
export function numberMember(jwk: JsonObject, member: string): bigint {
  const octets = octetsMember(jwk, member)
  const isShortest = octets.length === 1 || (octets[0] ?? 0) !== 0
  if (octets.length === 0 || octets.length > MAX_OCTETS || !isShortest)
    throw keysError('ERR_KEYS_JWK', { member })
  return octets.reduce((number, octet) => (number << 8n) | BigInt(octet), 0n)
}
