import { type Check, indeterminate, skipped } from '@xinyin/core'
import type { SealSignature } from '../../signature/signature.ts'

/**
 * Time stamps over signatures are not verified yet. One that is there leaves the verdict open, since the signature
 * does not cover it: anybody could have put it there.
 */
export function checkTimeStamp({ timeStamp }: SealSignature): Check {
  return timeStamp === undefined
    ? skipped('signature.time-stamp', 'time-stamp')
    : indeterminate('signature.time-stamp', 'ERR_SIGNATURE_TIME_STAMP_UNSUPPORTED', {
        bytes: timeStamp.length,
      })
}
