import { decodeUtf8 } from '../../bytes/utf8.ts'
import { digest } from '../../crypto/digest.ts'
import type { Sm2JoseProfile } from '../../crypto/jose.ts'
import { completeLimits } from '../../limits.ts'
import { assertThumbprint, parseSignedList } from './jws.ts'
import { DEFAULT_LIST_LIMITS, type TrustListLimits } from './limits.ts'
import type { TrustList } from './list.ts'
import { parseTrustListContent } from './parse.ts'

/** How a signed list is read. */
export interface TrustListReading {
  readonly limits?: Partial<TrustListLimits>
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/**
 * What a signed list says, to look at it or to compare two. Nothing is verified: nothing of it is to be trusted.
 *
 * @throws CoreError `ERR_TRUST_LIST_SIZE`, `_JWS`, `_HEADER`, `_ALGORITHM`, `_CERTIFICATE`, `_VERSION`, `_MEMBER`,
 *   `_EXTENSION`, `_HISTORY`, `ERR_BYTES_*`, `ERR_JSON_*`
 */
export function parseTrustList(jws: string | Uint8Array, reading: TrustListReading = {}): TrustList {
  const bounds = completeLimits(DEFAULT_LIST_LIMITS, reading.limits)
  const signed = parseSignedList(jws, bounds, reading.sm2)
  if (signed.thumbprint !== undefined) assertThumbprint(signed, digest('SHA-256', signed.certificates[0].raw))
  return parseTrustListContent(decodeUtf8(signed.payload), bounds)
}
