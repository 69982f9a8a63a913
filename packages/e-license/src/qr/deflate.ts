import { inflate } from '@xinyin/e-seal/inflate'
import { deflateSync } from 'fflate'
import { qrError } from './codes.ts'

/** Octets that the items may have: more than fit into any QR code as text. */
const LIMIT = 16_384

/** How many octets the items have stands in front of them, in two octets, so that no more are made room for. */
const HEAD = 2

/** Packs what is to be signed (RFC 1951), as small as it gets. */
export function packQrContent(content: Uint8Array): Uint8Array {
  const stream = deflateSync(content, { level: 9 })
  const packed = new Uint8Array(HEAD + stream.length)
  packed[0] = content.length >> 8
  packed[1] = content.length & 0xff
  packed.set(stream, HEAD)
  return packed
}

/**
 * Unpacks what was signed: exactly as many octets as are stated, from a stream that ends where the octets end.
 *
 * @throws LicenceError `ERR_QR_DEFLATE`
 */
export function unpackQrContent(packed: Uint8Array): Uint8Array {
  const length = (packed[0] ?? 0) * 256 + (packed[1] ?? 0)
  const content = length > LIMIT ? 'too long' : inflate(packed.subarray(HEAD), length)
  if (typeof content === 'string') throw qrError('ERR_QR_DEFLATE', { limit: LIMIT })
  return content
}
