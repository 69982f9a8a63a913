import { decodeUtf8, type Sm2JoseProfile } from '@xinyin/core'
import { parseStatement } from '../statement/jws.ts'
import { completeStatusLimits, type SealStatusLimits } from './limits.ts'
import type { SealStatusList } from './list.ts'
import { parseSealStatusAnswerContent, parseSealStatusListContent, type SealStatusAnswer } from './parse.ts'

/** How a signed list or answer is read. */
export interface SealStatusReading {
  readonly limits?: Partial<SealStatusLimits>
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/**
 * Shows what a signed status list says. Nothing is verified: `inspectSealStatusList` does that.
 *
 * @throws SealError `ERR_STATEMENT_*`, `ERR_SEAL_STATUS_DUPLICATE`; CoreError `ERR_BYTES_*`, `ERR_JSON_*`
 */
export function parseSealStatusList(
  jws: string | Uint8Array,
  reading: SealStatusReading = {},
): SealStatusList {
  const limits = completeStatusLimits(reading.limits)
  const { payload } = parseStatement(jws, {
    ...reading,
    type: 'seal-status-list+jws',
    maxBytes: limits.maxListBytes,
  })
  return parseSealStatusListContent(decodeUtf8(payload), limits)
}

/** The same for an answer. @throws as {@link parseSealStatusList} */
export function parseSealStatusAnswer(
  jws: string | Uint8Array,
  reading: SealStatusReading = {},
): SealStatusAnswer {
  const { maxAnswerBytes: maxBytes } = completeStatusLimits(reading.limits)
  const { payload } = parseStatement(jws, { ...reading, type: 'seal-status+jws', maxBytes })
  return parseSealStatusAnswerContent(decodeUtf8(payload))
}
