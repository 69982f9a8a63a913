import { type Check, failed, passed } from '@xinyin/core'
import { showTime } from '../../../verify/moments.ts'
import type { SealPolicy } from '../policy.ts'
import type { SealRequest } from '../request.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** The seal is to be valid for a time to come that is not too long, and never when nobody could sign with it. */
export function checkRequestValidity(request: SealRequest, { validityDays }: SealPolicy, at: Date): Check {
  const id = 'seal-request.validity'
  const { validFrom, validTo, signers } = request
  const facts = { from: showTime(validFrom), to: showTime(validTo) }
  const isPeriod =
    validFrom < validTo && validTo > at && validTo.getTime() - validFrom.getTime() <= validityDays * DAY_MS
  if (!isPeriod) return failed(id, 'ERR_SEAL_REQUEST_VALIDITY', { ...facts, limit: validityDays })
  const [first, ...others] = signers
  if (first === undefined) return passed(id, facts)
  const last = others.reduce((a, b) => (b.notAfter > a.notAfter ? b : a), first)
  const earliest = others.reduce((a, b) => (b.notBefore < a.notBefore ? b : a), first)
  const wrong = validTo > last.notAfter ? last : validFrom < earliest.notBefore ? earliest : undefined
  if (wrong === undefined) return passed(id, facts)
  return failed(id, 'ERR_SEAL_REQUEST_CERTIFICATE_ENDS', {
    ...facts,
    subject: wrong.subject.text,
    notBefore: showTime(wrong.notBefore),
    notAfter: showTime(wrong.notAfter),
  })
}
