import { type Check, digest, encodeBase64, encodeUtf8, equalBytes, failed, passed } from '@xinyin/core'
import type { DataSignature } from '../../signature/data-signature.ts'

/**
 * The content of a signature without a seal is the SM3 of this data, as octets or as base64 [?], or the data themselves
 * (GB/T 35275-2017, 8). Where the message is detached, the signature itself is over the data, and this is not asked.
 */
export function checkContent(
  { message: { content } }: DataSignature,
  data: Uint8Array | AsyncIterable<Uint8Array>,
): Check {
  const id = 'signature.data-hash'
  if (content === undefined) return passed(id, { content: 'detached' })
  if (!(data instanceof Uint8Array)) throw new TypeError('data: pieces do for a detached message alone')
  const hash = digest('SM3', data)
  if (equalBytes(content, hash)) return passed(id, { content: 'digest' })
  if (equalBytes(content, data)) return passed(id, { content: 'data' })
  if (equalBytes(content, encodeUtf8(encodeBase64(hash))))
    return passed(id, { content: 'digest', tolerance: 'base64-digest' })
  return failed(id, 'ERR_SIGNATURE_DATA_HASH')
}
