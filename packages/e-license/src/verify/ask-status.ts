import { type Check, failed, indeterminate, passed, TrustError } from '@xinyin/core'
import type { StatusReference } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import type { VERIFY_CODES } from './codes.ts'
import type { LicenceState, LicenceStatusChecker, LicenceStatusContext } from './status-checker.ts'
import { wantedOf } from './wanted.ts'

const ID = 'licence.status'

/** Each state is a reason of its own: what its holder can do about it differs. */
const CODES: Readonly<Record<Exclude<LicenceState, 'valid'>, keyof typeof VERIFY_CODES>> = {
  withheld: 'ERR_LICENCE_STATE_WITHHELD',
  withdrawn: 'ERR_LICENCE_STATE_WITHDRAWN',
  cancelled: 'ERR_LICENCE_STATE_CANCELLED',
  lapsed: 'ERR_LICENCE_STATE_LAPSED',
  'transferred-out': 'ERR_LICENCE_STATE_TRANSFERRED',
  revoked: 'ERR_LICENCE_STATE_REVOKED',
  other: 'ERR_LICENCE_STATE_OTHER',
}

/** Asks what became of a licence, which says where that is told: see `checkStatus`. */
export async function askStatus(
  data: PartialLicenceData,
  reference: StatusReference,
  status: LicenceStatusChecker,
  context: Pick<LicenceStatusContext, 'trust' | 'revocation' | 'at'>,
): Promise<Check> {
  const id = ID
  const { licenceType = '', region = '' } = wantedOf(data)
  try {
    const { state, issuedAt, by, problem } = await status.find(reference, { ...context, licenceType, region })
    const age = Math.max(0, Math.round((context.at.getTime() - issuedAt.getTime()) / 1000))
    const because = problem === undefined ? {} : { problem }
    const facts = { state, listedAt: issuedAt.toISOString(), age, by, ...because }
    return state === 'valid'
      ? passed(id, facts)
      : failed(id, Object.hasOwn(CODES, state) ? CODES[state] : CODES.other, facts)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return indeterminate(id, error.code, error.facts)
  }
}
