import { SsoError } from '../errors.ts'

/** A JSON object whose members are not trusted to be of any type. */
export type JsonObject = { readonly [name: string]: unknown }

const MAX_DEPTH = 16

// Over well-formed JSON only: strings (a member's name when a colon follows) and brackets.
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g

/** Members of one name are ambiguous: readers disagree on which of them counts (RFC 8259, 4). */
function refuseAmbiguity(text: string): void {
  const names: (Set<string> | undefined)[] = []
  for (const [token, colon] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      if (names.length === MAX_DEPTH) throw new SsoError('ERR_SSO_JSON_DEPTH', { limit: MAX_DEPTH })
      names.push(token === '{' ? new Set() : undefined)
    } else if (token === '}' || token === ']') {
      names.pop()
    } else if (colon !== undefined) {
      const name = String(JSON.parse(token.slice(0, token.length - colon.length)))
      const seen = names.at(-1)
      if (seen?.has(name)) throw new SsoError('ERR_SSO_JSON_DUPLICATE')
      seen?.add(name)
    }
  }
}

/**
 * Reads a JSON object that has no two members of one name, at any depth. The caller bounds its size.
 *
 * @throws SsoError `ERR_SSO_JSON_SYNTAX`, `ERR_SSO_JSON_DUPLICATE`, `ERR_SSO_JSON_DEPTH`
 */
export function parseJsonObject(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // The engine's message quotes the text, which may hold a token, and would end up in a log.
    throw new SsoError('ERR_SSO_JSON_SYNTAX')
  }
  if (!isJsonObject(value)) throw new SsoError('ERR_SSO_JSON_SYNTAX')
  refuseAmbiguity(text)
  return value
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
