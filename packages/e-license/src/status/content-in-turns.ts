import { concatBytes, encodeBase64Url, encodeUtf8, randomBytes } from '@xinyin/core'
import { decodeBase64UrlInTurns, TURN_BYTES } from '@xinyin/core/turns'
import { statusListError } from './codes.ts'
import { parseJwtContent, readJwtContent, type StatusListContent } from './content.ts'

/** What stands before or behind a list in its claims, of which all but the URIs are a few words. */
const MAX_AROUND = 64 * 1024
const QUOTE = 0x22

/**
 * Reads the claims of a list of millions of places, as {@link parseJwtContent} does, and gives way to others meanwhile.
 *
 * The text of the list is the one long text in them. It is taken out and read as base64url, a slice at a time; the claims
 * are read with a word of chance in its place, which must then be what stands as `lst`. A text of base64url between two
 * quotes means itself wherever it stands, so that the claims are read as they would be with it.
 *
 * @throws LicenceError `ERR_STATUS_LIST_CLAIM`; CoreError `ERR_JSON_*`, `ERR_BYTES_*`
 */
export async function parseJwtContentInTurns(payload: Uint8Array): Promise<StatusListContent> {
  if (payload.length <= TURN_BYTES) return parseJwtContent(payload)
  const start = payload.subarray(0, MAX_AROUND).lastIndexOf(QUOTE) + 1
  const end = payload.length - MAX_AROUND + payload.subarray(-MAX_AROUND).indexOf(QUOTE)
  if (start === 0 || end < payload.length - MAX_AROUND) throw unfit()
  const packed = await decodeBase64UrlInTurns(payload.subarray(start, end))
  const word = encodeBase64Url(randomBytes(24))
  const around = concatBytes(payload.subarray(0, start), encodeUtf8(word), payload.subarray(end))
  return readJwtContent(around, (lst) => {
    if (lst !== word) throw unfit()
    return packed
  })
}

const unfit = () => statusListError('ERR_STATUS_LIST_CLAIM', { claim: 'lst' })
