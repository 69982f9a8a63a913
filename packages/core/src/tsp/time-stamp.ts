import { CONTENT_TYPE } from '../cms/oid.ts'
import { parseSignedData, type SignedData } from '../cms/signed-data.ts'
import { tspError } from './codes.ts'
import { parseTstInfo, type TstInfo } from './tst-info.ts'

/** A time stamp token 时间戳 (RFC 3161, 2.4.2): a signed statement that a digest existed at a time. */
export interface TimeStamp {
  /** The token as it arrived: a CMS message. */
  readonly raw: Uint8Array
  readonly signedData: SignedData
  readonly info: TstInfo
}

/** More than any token in use takes, a chain of certificates included. */
const MAX_BYTES = 1024 * 1024

/**
 * Reads a time stamp token. Nothing is verified.
 *
 * @throws CoreError `ERR_TSP_CONTENT_TYPE`, `ERR_TSP_CONTENT_MISSING`, `ERR_TSP_VERSION`, `ERR_TSP_VALUE`,
 *   `ERR_TSP_EXTENSION`, `ERR_CMS_*`, `ERR_DER_*`
 */
export function parseTimeStamp(token: Uint8Array): TimeStamp {
  const signedData = parseSignedData(token, { maxBytes: MAX_BYTES })
  const { contentType, content } = signedData
  if (contentType !== CONTENT_TYPE.tstInfo) throw tspError('ERR_TSP_CONTENT_TYPE', { found: contentType })
  if (content === undefined) throw tspError('ERR_TSP_CONTENT_MISSING')
  return { raw: signedData.raw, signedData, info: parseTstInfo(content) }
}
