import { type Check, failed, passed, skipped } from '@xinyin/core'
import type { SealSignature } from '../../../signature/signature.ts'
import { LOCAL_TIME_MS, showTime } from '../../../verify/moments.ts'
import type { SignatureFile } from '../signature-file.ts'

/** Between writing the description and signing it a person may have to confirm, or a device to wake. */
const MAX_APART_MS = 10 * 60 * 1000

const FORMS = /^(\d{4})-?(\d\d)-?(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:\.?(\d{3}))?\s*(Z|[+-]\d\d:?\d\d)?$/

/**
 * Reads a `SignatureDateTime` in the forms in use: `20201023194537Z`, `…537123Z`, `2020-10-23 19:45:37`,
 * `20201023194537`. Without a zone it is Beijing time.
 */
export function readDateTime(text: string): Date | undefined {
  const match = FORMS.exec(text.trim())
  if (match === null) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const utc = Date.UTC(year, month - 1, day, hour, minute, second, Number(match[7] ?? 0))
  const date = new Date(utc - offsetOf(match[8]))
  return month <= 12 && day <= 31 && hour < 24 && minute < 60 && second < 60 ? date : undefined
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined) return LOCAL_TIME_MS
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

/** Document and signature name the same time, or times eight hours apart where one writes Beijing time as UTC. */
export function checkSignatureDate({ time }: SealSignature, { dateTime }: SignatureFile): Check {
  const id = 'ofd.signature-date'
  const date = dateTime === undefined ? undefined : readDateTime(dateTime)
  if (date === undefined) return skipped(id, dateTime === undefined ? 'date' : 'date-in-a-known-form')
  const facts = { date: showTime(date), time: showTime(time) }
  const apart = Math.abs(date.getTime() - time.getTime())
  if (apart <= MAX_APART_MS) return passed(id, facts)
  return Math.abs(apart - LOCAL_TIME_MS) <= MAX_APART_MS
    ? passed(id, { ...facts, deviations: 'local-time-as-utc' })
    : failed(id, 'ERR_OFD_SIGNATURE_DATE', facts)
}
