import { deflateSync, inflateSync } from 'fflate'
import { qrError } from './codes.ts'

/** Octets that the items may have: more than fit into any QR code as text. */
const LIMIT = 16_384

/** Packs what is to be signed (RFC 1951), as small as it gets. */
export function packQrContent(content: Uint8Array): Uint8Array {
  return deflateSync(content, { level: 9 })
}

/**
 * Unpacks what was signed. It is no bomb: what fits into a QR code unpacks to 3 MB at most.
 *
 * @throws LicenceError `ERR_QR_DEFLATE`, also where octets follow the end of the stream
 */
export function unpackQrContent(packed: Uint8Array): Uint8Array {
  const content = inflate(packed)
  // A stream that is whole without its last octet ended before it.
  if (content === undefined || content.length > LIMIT || inflate(packed.subarray(0, -1)) !== undefined)
    throw qrError('ERR_QR_DEFLATE', { limit: LIMIT })
  return content
}

function inflate(packed: Uint8Array): Uint8Array | undefined {
  try {
    return inflateSync(packed)
  } catch {
    return undefined
  }
}
