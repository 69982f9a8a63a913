import { isJsonObject, type JsonValue } from '@xinyin/core/json'
import type { SealError } from '../errors.ts'
import { statementError } from './codes.ts'

/**
 * A JSON object of a statement, read member by member. What is absent, of another kind, or of a name that is not known
 * is an error that names it.
 */
export interface Members {
  /** Where the object stands: `$.seals[3]`. */
  readonly path: string
  has(name: string): boolean
  /** A string of 1 to that many characters, 2,000 unless given. */
  text(name: string, limit?: number): string
  /** Lower-case hexadecimal digits of so many octets. */
  hex(name: string, octets: number): string
  /** Integer from 1 on that a number holds exactly. */
  count(name: string): number
  /** `2026-01-01T00:00:00Z` */
  time(name: string): Date
  object(name: string, allowed: readonly string[]): Members
  /** So many objects at most, each with no members but those named. */
  objects(name: string, allowed: readonly string[], limit: number): Members[]
  /** One string at least and so many at most, no two the same. */
  texts(name: string, limit: number, length?: number): string[]
}

const MAX_TEXT = 2000
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

export const memberError = (path: string, name: string): SealError =>
  statementError('ERR_STATEMENT_MEMBER', { member: `${path}.${name}`.slice(0, 100) })

/** @throws SealError `ERR_STATEMENT_MEMBER` for anything but an object with no other members */
export function openMembers(value: JsonValue | undefined, path: string, allowed: readonly string[]): Members {
  if (!isJsonObject(value)) throw statementError('ERR_STATEMENT_MEMBER', { member: path })
  const object = value
  for (const name of Object.keys(object)) if (!allowed.includes(name)) throw memberError(path, name)
  const get = (name: string): JsonValue | undefined =>
    Object.hasOwn(object, name) ? object[name] : undefined
  const text = (name: string, limit = MAX_TEXT): string => {
    const found = get(name)
    if (!isText(found, limit)) throw memberError(path, name)
    return found
  }
  const list = (name: string, least: number, limit: number): readonly JsonValue[] => {
    const found = get(name)
    if (!Array.isArray(found) || found.length < least || found.length > limit) throw memberError(path, name)
    return found
  }
  return {
    path,
    has: (name) => Object.hasOwn(object, name),
    text,
    hex(name, octets) {
      const found = text(name, 2 * octets)
      if (found.length !== 2 * octets || !/^[\da-f]+$/.test(found)) throw memberError(path, name)
      return found
    },
    count(name) {
      const found = get(name)
      if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 1)
        throw memberError(path, name)
      return found
    },
    time(name) {
      const found = text(name)
      const time = new Date(found)
      // The 30th of February is none.
      if (!TIME.test(found) || Number.isNaN(time.getTime()) || writeTime(time) !== found)
        throw memberError(path, name)
      return time
    },
    object: (name, members) => openMembers(get(name), `${path}.${name}`, members),
    objects: (name, members, limit) =>
      list(name, 0, limit).map((item, i) => openMembers(item, `${path}.${name}[${i}]`, members)),
    texts(name, limit, length = MAX_TEXT) {
      const found = list(name, 1, limit)
      const texts = found.filter((item) => isText(item, length))
      if (texts.length < found.length || new Set(texts).size < texts.length) throw memberError(path, name)
      return texts
    },
  }
}

const isText = (value: unknown, limit: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= limit

/** UTC, whole seconds. */
export const writeTime = (time: Date): string => `${time.toISOString().slice(0, 19)}Z`
