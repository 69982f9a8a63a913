import type { Certificate } from '@xinyin/core'
import { DAY } from '../authority/certify.ts'

/** From when to when a seal is valid; whole seconds, as seals have them. */
export interface Validity {
  readonly validFrom: Date
  readonly validTo: Date
}

/** From now on, for so many days; else as long as the certificates of all who sign with it. */
export function validityOf(signers: readonly Certificate[], days: number | undefined): Validity {
  const validFrom = new Date(Math.floor(Date.now() / 1000) * 1000)
  const last = Math.min(...signers.map(({ notAfter }) => notAfter.getTime()))
  return { validFrom, validTo: new Date(days === undefined ? last : validFrom.getTime() + days * DAY) }
}
