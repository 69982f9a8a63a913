import { type Check, failed, passed, skipped } from '@xinyin/core'
import { readDateTime } from '../../../seal/date-time.ts'
import type { SignedValue } from '../../../signature/signed-value.ts'
import { LOCAL_TIME_MS, showTime } from '../../../verify/moments.ts'
import type { SignatureFile } from '../signature-file.ts'

/** Between writing the description and signing it a person may have to confirm, or a device to wake. */
const MAX_APART_MS = 10 * 60 * 1000

/** Document and signature name the same time, or times eight hours apart where one writes Beijing time as UTC. */
export function checkSignatureDate({ time }: SignedValue['signature'], { dateTime }: SignatureFile): Check {
  const id = 'ofd.signature-date'
  const date = dateTime === undefined ? undefined : readDateTime(dateTime)
  if (date === undefined) return skipped(id, dateTime === undefined ? 'date' : 'date-in-a-known-form')
  if (time === undefined) return skipped(id, 'signing-time')
  const facts = { date: showTime(date), time: showTime(time) }
  const apart = Math.abs(date.getTime() - time.getTime())
  if (apart <= MAX_APART_MS) return passed(id, facts)
  return Math.abs(apart - LOCAL_TIME_MS) <= MAX_APART_MS
    ? passed(id, { ...facts, tolerance: 'local-time-as-utc' })
    : failed(id, 'ERR_OFD_SIGNATURE_DATE', facts)
}
