import type { CoreError } from '../../errors.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../json/parse.ts'
import { trustListError } from './codes.ts'

/** A JSON object that is read member by member. What is absent or of another kind is an error that names it. */
export interface Members {
  /** Where the object stands: `LoTE.ListAndSchemeInformation`. */
  readonly path: string
  has(name: string): boolean
  /** A string of 1 to 2,000 characters. */
  text(name: string): string
  /** A string of up to that many characters. */
  longText(name: string, limit: number): string
  /** An absolute URI. */
  uri(name: string): string
  /** A positive integer that a number holds exactly. */
  count(name: string): number
  flag(name: string): boolean
  /** `2026-01-01T00:00:00Z`. */
  time(name: string): Date
  object(name: string): Members
  /** One object at least. */
  objects(name: string): [Members, ...Members[]]
  /** One string at least, no two the same. */
  texts(name: string): string[]
  /** The same of strings of up to that many characters. */
  longTexts(name: string, limit: number): string[]
  /** @throws CoreError `ERR_TRUST_LIST_MEMBER` for a member of any other name */
  only(...names: readonly string[]): void
}

const MAX_TEXT = 2000
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/
const URI = /^[a-z][a-z\d+.-]*:[!-~]+$/i

/** @throws CoreError `ERR_TRUST_LIST_MEMBER` for anything but an object */
export function openMembers(value: JsonValue | undefined, path: string): Members {
  if (!isJsonObject(value)) throw trustListError('ERR_TRUST_LIST_MEMBER', { member: path })
  const at: JsonObject = value
  const get = (name: string): JsonValue | undefined => (Object.hasOwn(at, name) ? at[name] : undefined)
  const take = <Value>(name: string, isRight: (value: unknown) => value is Value): Value => {
    const found = get(name)
    if (!isRight(found)) throw memberError({ path }, name)
    return found
  }
  return {
    path,
    has: (name) => Object.hasOwn(at, name),
    text: (name) => take(name, isText),
    longText: (name, limit) => take(name, isTextUpTo(limit)),
    uri: (name) => take(name, isUri),
    count: (name) => take(name, isCount),
    flag: (name) => take(name, isFlag),
    time: (name) => new Date(take(name, isTime)),
    object: (name) => openMembers(get(name), `${path}.${name}`),
    objects(name) {
      const items = take(name, isList).map((item, i) => openMembers(item, `${path}.${name}[${i}]`))
      // A list here is never empty.
      return items as [Members, ...Members[]]
    },
    texts: (name) => take(name, isTextsOf(isText)).slice(),
    longTexts: (name, limit) => take(name, isTextsOf(isTextUpTo(limit))).slice(),
    only(...names) {
      for (const name of Object.keys(at)) if (!names.includes(name)) throw memberError({ path }, name)
    },
  }
}

/** Says which member of an object is not as it must be. */
export function memberError({ path }: Pick<Members, 'path'>, name: string): CoreError {
  return trustListError('ERR_TRUST_LIST_MEMBER', { member: `${path}.${name}` })
}

const isTextUpTo =
  (limit: number) =>
  (value: unknown): value is string =>
    typeof value === 'string' && value !== '' && value.length <= limit
const isText = (value: unknown): value is string => isTextUpTo(MAX_TEXT)(value)
const isUri = (value: unknown): value is string => isText(value) && URI.test(value)
const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isList = (value: unknown): value is readonly JsonValue[] => Array.isArray(value) && value.length > 0
const isTextsOf =
  (isItem: (value: unknown) => value is string) =>
  (value: unknown): value is readonly string[] =>
    isList(value) && value.every(isItem) && new Set(value).size === value.length

/** A time that exists: the 30th of February is none. */
function isTime(value: unknown): value is string {
  if (typeof value !== 'string' || !TIME.test(value)) return false
  const time = new Date(value)
  return !Number.isNaN(time.getTime()) && writeTime(time) === value
}

/** UTC, whole seconds. */
export function writeTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`
}
