import { decodeBase64Url, digest, encodeBase64Url, encodeHex, encodeUtf8, TrustError } from '@xinyin/core'
import { isJsonObject, parseStrictJson } from '@xinyin/core/json'
import { statusListError } from './codes.ts'

/** A list that is kept over restarts: so that a machine works while it cannot be fetched, and no older one is taken. */
export interface StatusListMemory {
  readonly uri: string
  /** As it came. */
  readonly token: Uint8Array
  readonly resolvedAt: Date
}

/** Letters, digits and `-`. */
export const memoryKey = (uri: string): string =>
  `status-list-${encodeHex(digest('SM3', encodeUtf8(uri))).slice(0, 40)}`

export function encodeMemory({ uri, token, resolvedAt }: StatusListMemory): string {
  return JSON.stringify({ uri, token: encodeBase64Url(token), resolvedAt: resolvedAt.getTime() })
}

/** @throws LicenceError `ERR_STATUS_LIST_MEMORY` for anything but the memory of this list */
export function parseMemory(text: string, uri: string): StatusListMemory {
  try {
    const value = parseStrictJson(text)
    if (isJsonObject(value) && value['uri'] === uri) {
      const { token, resolvedAt } = value
      if (typeof token === 'string' && typeof resolvedAt === 'number' && Number.isSafeInteger(resolvedAt))
        return { uri, token: decodeBase64Url(token), resolvedAt: new Date(resolvedAt) }
    }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statusListError('ERR_STATUS_LIST_MEMORY', {}, cause)
  }
  throw statusListError('ERR_STATUS_LIST_MEMORY')
}
