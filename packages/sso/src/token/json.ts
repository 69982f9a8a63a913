import { CoreError } from '@xinyin/core'
import { parseStrictJsonObject } from '@xinyin/core/json'
import { SsoError, type SsoErrorCode } from '../errors.ts'

/** A JSON object whose members are not trusted to be of any type. */
export type JsonObject = { readonly [name: string]: unknown }

export { isJsonObject } from '@xinyin/core/json'

const MAX_DEPTH = 16

const CODES: Readonly<Record<string, SsoErrorCode>> = {
  ERR_JSON_DUPLICATE: 'ERR_SSO_JSON_DUPLICATE',
  ERR_JSON_DEPTH: 'ERR_SSO_JSON_DEPTH',
}

/**
 * Reads a JSON object that has no two members of one name, at any depth. The caller bounds its size.
 *
 * @throws SsoError `ERR_SSO_JSON_SYNTAX`, `ERR_SSO_JSON_DUPLICATE`, `ERR_SSO_JSON_DEPTH`
 */
export function parseJsonObject(text: string): JsonObject {
  try {
    return parseStrictJsonObject(text, MAX_DEPTH)
  } catch (error) {
    // Never with the cause: an engine's message quotes the text, which may hold a token, and would end up in a log.
    if (!(error instanceof CoreError)) throw error
    throw new SsoError(CODES[error.code] ?? 'ERR_SSO_JSON_SYNTAX', { ...error.facts })
  }
}
