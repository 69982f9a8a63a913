import { digest, encodeHex, encodeUtf8, TrustError } from '@xinyin/core'
import { isJsonObject, parseStrictJson } from '@xinyin/core/json'
import {
  decodeAsciiInTurns,
  decodeBase64UrlInTurns,
  encodeAsciiInTurns,
  encodeBase64UrlInTurns,
} from '@xinyin/core/turns'
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

export async function encodeMemory({ uri, token, resolvedAt }: StatusListMemory): Promise<string> {
  const start = `{"uri":${JSON.stringify(uri)},"token":"`
  const text = await decodeAsciiInTurns(await encodeBase64UrlInTurns(token))
  return `${start}${text}","resolvedAt":${resolvedAt.getTime()}}`
}

/** As much of a text as stands before and behind a list in it. */
const AROUND = 16 * 1024

/** @throws LicenceError `ERR_STATUS_LIST_MEMORY` for anything but the memory of this list */
export async function parseMemory(text: string, uri: string): Promise<StatusListMemory> {
  try {
    // The list is the one long text: it is read in turns, and what stands around it without it.
    const start = text.slice(0, AROUND).indexOf('"token":"') + '"token":"'.length
    const end = text.lastIndexOf('","resolvedAt":')
    if (end < start) throw statusListError('ERR_STATUS_LIST_MEMORY')
    const value = parseStrictJson(text.slice(0, start) + text.slice(end))
    if (isJsonObject(value) && value['uri'] === uri) {
      const { token, resolvedAt } = value
      if (token === '' && typeof resolvedAt === 'number' && Number.isSafeInteger(resolvedAt)) {
        const octets = await encodeAsciiInTurns(text.slice(start, end))
        return { uri, token: await decodeBase64UrlInTurns(octets), resolvedAt: new Date(resolvedAt) }
      }
    }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statusListError('ERR_STATUS_LIST_MEMORY', {}, cause)
  }
  throw statusListError('ERR_STATUS_LIST_MEMORY')
}
