import { jsonError } from './codes.ts'

/** What JSON can say. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/** A JSON object; nothing is known of its members. */
export interface JsonObject {
  readonly [member: string]: JsonValue
}

/** Whether a JSON value is an object: no list, and not `null`. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Levels of nesting that a text may have unless its reader says otherwise. */
export const JSON_DEPTH_LIMIT = 32

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d

/**
 * Reads JSON that means one thing only: no member twice in an object, no member named `__proto__`, no nesting beyond a
 * limit. `JSON.parse` alone takes the last of two members of one name; other readers take the first.
 *
 * @param depthLimit - levels of nesting; 32 unless given
 * @throws CoreError `ERR_JSON_SYNTAX`, `ERR_JSON_DUPLICATE`, `ERR_JSON_MEMBER`, `ERR_JSON_DEPTH`
 */
export function parseStrictJson(text: string, depthLimit = JSON_DEPTH_LIMIT): JsonValue {
  // Without an object there are no members to be told apart, and every level of a list takes two characters.
  if (text.length > 2 * depthLimit || text.includes('{')) scan(text, depthLimit)
  try {
    return JSON.parse(text) as JsonValue
  } catch {
    throw jsonError('ERR_JSON_SYNTAX')
  }
}

/** @throws CoreError as {@link parseStrictJson}, `ERR_JSON_SYNTAX` too for anything but an object */
export function parseStrictJsonObject(text: string, depthLimit = JSON_DEPTH_LIMIT): JsonObject {
  const value = parseStrictJson(text, depthLimit)
  if (!isJsonObject(value)) throw jsonError('ERR_JSON_SYNTAX')
  return value
}

/**
 * One pass over the text before it is parsed. It need not know all of the grammar: where the text is not JSON, what
 * it finds is of no account, since `JSON.parse` refuses the text.
 */
function scan(text: string, depthLimit: number): void {
  const open: (Members | undefined)[] = []
  let members: Members | undefined
  let atMember = false
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        const end = endOfString(text, i)
        if (atMember && members !== undefined) addMember(members, memberName(text, i, end))
        atMember = false
        i = end
        break
      }
      case COMMA:
        atMember = members !== undefined
        break
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (open.length >= depthLimit) throw jsonError('ERR_JSON_DEPTH', { limit: depthLimit })
        open.push(members)
        atMember = text.charCodeAt(i) === OPEN_OBJECT
        members = atMember ? { few: [], many: undefined } : undefined
        break
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        members = open.pop()
        atMember = false
    }
  }
}

/** Names seen in one object: a list while they are few, which they nearly always are. */
interface Members {
  readonly few: string[]
  many: Set<string> | undefined
}

const FEW = 16

function addMember(members: Members, name: string): void {
  if (name === '__proto__') throw jsonError('ERR_JSON_MEMBER')
  const seen = members.many === undefined ? members.few.includes(name) : members.many.has(name)
  if (seen) throw jsonError('ERR_JSON_DUPLICATE')
  if (members.many !== undefined) members.many.add(name)
  else if (members.few.push(name) > FEW) members.many = new Set(members.few)
}

/** Where the string that begins at `start` ends: its closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === BACKSLASH) i++
    else if (unit === QUOTE) return i
  }
  return text.length
}

function memberName(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end)
  if (!raw.includes('\\')) return raw
  try {
    return String(JSON.parse(`"${raw}"`))
  } catch {
    // No escape of JSON's: the text is refused as a whole when it is parsed.
    return raw
  }
}
