import {
  type Check,
  digestSm3,
  encodeBase64,
  encodeUtf8,
  equalBytes,
  failed,
  passed,
  skipped,
} from '@xinyin/core'
import type { DataSignature } from '../../signature/data-signature.ts'

/**
 * The content of a signature without a seal is the SM3 of this data, as octets or as base64 [?], or the data themselves
 * (GB/T 35275-2017, 8). A detached message is over the data themselves: what the check of its digest, or of its value
 * where nothing but the data is signed, says of it decides here too.
 *
 * @param others - the checks of the message
 */
export function checkContent(
  { message: { content }, variant }: DataSignature,
  data: Uint8Array | AsyncIterable<Uint8Array>,
  others: readonly Check[],
): Check {
  const id = 'signature.data-hash'
  if (content === undefined) {
    const deciding = variant === 'attributes' ? 'cms.message-digest' : 'signature.value'
    const held = others.some((other) => other.id === deciding && other.status === 'passed')
    return held ? passed(id, { content: 'detached' }) : skipped(id, deciding)
  }
  if (!(data instanceof Uint8Array)) throw new TypeError('data: pieces do for a detached message alone')
  const hash = digestSm3(data)
  if (equalBytes(content, hash)) return passed(id, { content: 'digest' })
  if (equalBytes(content, data)) return passed(id, { content: 'data' })
  if (equalBytes(content, encodeUtf8(encodeBase64(hash))))
    return passed(id, { content: 'digest', tolerance: 'base64-digest' })
  return failed(id, 'ERR_SIGNATURE_DATA_HASH')
}
