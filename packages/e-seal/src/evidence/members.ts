import { CoreError, decodeBase64 } from '@xinyin/core'
import { isJsonObject, type JsonObject, type JsonValue } from '@xinyin/core/json'
import type { SealError } from '../errors.ts'
import { evidenceError } from './codes.ts'

const SM3_HEX = /^[0-9a-f]{64}$/

const memberError = (member: string): SealError => evidenceError('ERR_EVIDENCE_MEMBER', { member })

/**
 * An object with no other members than these. That one of them is missing is found when it is read.
 *
 * @throws SealError `ERR_EVIDENCE_MEMBER`
 */
export function readObject(value: JsonValue | undefined, path: string, names: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw memberError(path)
  for (const name of Object.keys(value))
    if (!names.includes(name)) throw memberError(`${path}.${name.slice(0, 40)}`)
  return value
}

/** A list of at most so many. @throws SealError `ERR_EVIDENCE_MEMBER`, `ERR_EVIDENCE_LIMIT` */
export function readList<T>(
  value: JsonValue | undefined,
  path: string,
  limit: number,
  read: (item: JsonValue, path: string) => T,
): T[] {
  if (!Array.isArray(value)) throw memberError(path)
  const items: readonly JsonValue[] = value
  if (items.length > limit)
    throw evidenceError('ERR_EVIDENCE_LIMIT', { what: path, found: items.length, limit })
  return items.map((item, i) => read(item, `${path}[${i}]`))
}

export function readSm3(value: JsonValue | undefined, path: string): string {
  if (typeof value !== 'string' || !SM3_HEX.test(value)) throw memberError(path)
  return value
}

/** What stands in base64. @throws SealError `ERR_EVIDENCE_MEMBER` where it, or what it holds, cannot be read */
export function readPiece<T>(value: JsonValue | undefined, path: string, parse: (bytes: Uint8Array) => T): T {
  if (typeof value !== 'string') throw memberError(path)
  try {
    return parse(decodeBase64(value))
  } catch (error) {
    if (error instanceof CoreError) throw evidenceError('ERR_EVIDENCE_MEMBER', { member: path }, error)
    throw error
  }
}
