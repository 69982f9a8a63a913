import { jsonError } from './codes.ts'
import { JSON_DEPTH_LIMIT, type JsonValue } from './parse.ts'
import { assertCharacters } from './text.ts'

/**
 * Writes a value in the one form that all who have it write alike (RFC 8785, JSON Canonicalization Scheme): no white
 * space, members in the order of their UTF-16 code units, numbers and strings as ECMAScript writes them. What is signed
 * is UTF-8 of this text.
 *
 * What JSON cannot say is a wrong call, and nothing is left out silently: `undefined`, `NaN`, dates, class instances.
 * A text that came from outside is read with `parseIJson` first, which sees what `JSON.parse` hides.
 *
 * @param depthLimit - levels of nesting; 32 unless given
 * @throws TypeError for a value that is not JSON; CoreError `ERR_JSON_TEXT` for lone surrogates and noncharacters,
 *   `ERR_JSON_MEMBER` for a member named `__proto__`, `ERR_JSON_DEPTH`
 * @example
 * canonicalizeJson({ b: [1.0, 1e21], a: '€' }) // {"a":"€","b":[1,1e+21]}
 */
export function canonicalizeJson(value: JsonValue, depthLimit = JSON_DEPTH_LIMIT): string {
  return write(value, depthLimit, depthLimit)
}

function write(value: unknown, left: number, depthLimit: number): string {
  switch (typeof value) {
    case 'string':
      return writeText(value)
    case 'boolean':
      return String(value)
    case 'number':
      // ECMAScript's own writing of numbers is that of the scheme (RFC 8785, 3.2.2.3), `-0` as `0` with it.
      if (Number.isFinite(value)) return String(value)
      break
    case 'object':
      if (value === null) return 'null'
      if (left <= 0) throw jsonError('ERR_JSON_DEPTH', { limit: depthLimit })
      if (Array.isArray(value)) return writeList(value, left - 1, depthLimit)
      if (isPlain(value)) return writeObject(value, left - 1, depthLimit)
  }
  throw new TypeError(`value: expected JSON, found ${describe(value)}`)
}

function writeText(text: string): string {
  assertCharacters(text)
  return JSON.stringify(text)
}

/** By index, so that a hole is seen, which `map` passes over. */
function writeList(list: readonly unknown[], left: number, depthLimit: number): string {
  const items: string[] = []
  for (let i = 0; i < list.length; i++) items.push(write(list[i], left, depthLimit))
  return `[${items.join(',')}]`
}

/** The default order of `sort` is that of UTF-16 code units (RFC 8785, 3.2.3). */
function writeObject(object: object, left: number, depthLimit: number): string {
  const members = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))
  const written = members.map(([name, member]) => {
    if (name === '__proto__') throw jsonError('ERR_JSON_MEMBER')
    return `${writeText(name)}:${write(member, left, depthLimit)}`
  })
  return `{${written.join(',')}}`
}

/** An object as a literal or `JSON.parse` makes it, in whatever realm: dates, maps and the like stand one step lower. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function describe(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? 'an object of a class' : typeof value
}
