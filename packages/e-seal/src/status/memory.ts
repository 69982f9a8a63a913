import { encodeHex, digest as hash, TrustError } from '@xinyin/core'
import { parseStrictJson } from '@xinyin/core/json'
import { memberError, openMembers } from '../statement/members.ts'
import { statusError } from './codes.ts'

/**
 * What is kept of a status list that was verified, so that no older one, and no other one of its number, is taken for the
 * next. It is plain JSON. Keep it where nobody else writes.
 */
export interface SealStatusMemory {
  readonly list: string
  readonly sequence: number
  /** SM3 over the content of the list, in lower-case hexadecimal. */
  readonly digest: string
}

/** What the content of a list is remembered by. */
export const contentDigest = (payload: Uint8Array): string => encodeHex(hash('SM3', payload))

/**
 * @param text - JSON of a memory
 * @throws SealError `ERR_SEAL_STATUS_MEMORY` for anything but the memory of this list
 */
export function parseSealStatusMemory(text: string, list: string): SealStatusMemory {
  try {
    const members = openMembers(parseStrictJson(text), '$', ['list', 'sequence', 'digest'])
    if (members.text('list') !== list) throw memberError(members.path, 'list')
    return { list, sequence: members.count('sequence'), digest: members.hex('digest', 32) }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw statusError('ERR_SEAL_STATUS_MEMORY', { list: list.slice(0, 200) }, cause)
  }
}
