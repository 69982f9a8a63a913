import { assertExactNumber } from './number.ts'
import { JSON_DEPTH_LIMIT, type JsonValue, parseStrictJson } from './parse.ts'
import { assertCharacters } from './text.ts'

/**
 * Reads JSON that every reader takes for the same: I-JSON (RFC 7493). Beyond what `parseStrictJson` refuses, that is
 * numbers that come out of a double as others, which readers with decimal numbers take for something else
 * (`100000000000000000001`, `1e400`), and text with lone surrogates or noncharacters.
 *
 * @param depthLimit - levels of nesting; 32 unless given
 * @throws CoreError `ERR_JSON_NUMBER`, `ERR_JSON_TEXT`, and those of `parseStrictJson`
 */
export function parseIJson(text: string, depthLimit = JSON_DEPTH_LIMIT): JsonValue {
  const value = parseStrictJson(text, depthLimit)
  assertNumbers(text)
  assertTexts(value)
  return value
}

/** What a string ends with or hides its end by, and what a number begins with. */
const STRING_MARK = /["\\]/g
const MARK = /["\d-]/g
const NUMBER = /[\d.eE+-]+/y

/** The text is JSON by then: outside of strings, digits are those of numbers. */
function assertNumbers(text: string): void {
  let at = 0
  for (;;) {
    MARK.lastIndex = at
    const mark = MARK.exec(text)
    if (mark === null) return
    if (mark[0] === '"') {
      at = endOfString(text, mark.index + 1)
      continue
    }
    NUMBER.lastIndex = mark.index
    const [token = ''] = NUMBER.exec(text) ?? []
    assertExactNumber(token)
    at = mark.index + token.length
  }
}

/** Behind the closing quote of a string whose first character is at `at`. */
function endOfString(text: string, at: number): number {
  for (let from = at; ; ) {
    STRING_MARK.lastIndex = from
    const mark = STRING_MARK.exec(text)
    if (mark === null) return text.length
    if (mark[0] === '"') return mark.index + 1
    from = mark.index + 2
  }
}

/** Depth is bounded by then. */
function assertTexts(value: JsonValue): void {
  if (typeof value === 'string') assertCharacters(value)
  else if (Array.isArray(value)) value.forEach(assertTexts)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      assertCharacters(name)
      assertTexts(member)
    }
  }
}
