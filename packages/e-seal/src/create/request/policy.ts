import type { Certificate } from '@xinyin/core'
import type { SealRecord } from '../../status/record.ts'
import type { SealRequest } from './request.ts'

/** What a seal maker makes. */
export interface SealPolicy {
  /** Days for which a request counts; 30 unless given. */
  readonly requestDays: number
  /** Days for which a seal may be valid; 1,827 (five years) unless given. */
  readonly validityDays: number
  /** Sides of a picture in mm: 10 unless given. */
  readonly leastSide: number
  /** 80 unless given. */
  readonly mostSide: number
  /**
   * Whether a seal of that name is this applicant's to have. Unless given: where it begins with the organisation in his
   * certificate. Where it is not, the request is `indeterminate`: it wants somebody who knows.
   */
  ownsName(name: string, certificate: Certificate, request: SealRequest): boolean | Promise<boolean>
}

const DEFAULT_SEAL_POLICY: SealPolicy = {
  requestDays: 30,
  validityDays: 1827,
  leastSide: 10,
  mostSide: 80,
  ownsName(name, { subject: { organization } }) {
    return organization !== undefined && organization !== '' && name.startsWith(organization)
  },
}

/** @throws RangeError for a limit that is no number, which would be no limit at all */
export function completeSealPolicy(given: Partial<SealPolicy> = {}): SealPolicy {
  for (const [name, value] of Object.entries(given)) {
    if (name !== 'ownsName' && !(typeof value === 'number' && value >= 0))
      throw new RangeError(`${name}: expected a number, from 0`)
  }
  return { ...DEFAULT_SEAL_POLICY, ...given }
}

/** What a seal maker keeps of requests and seals 印章登记. */
export interface SealRegister {
  /**
   * Whether a request was dealt with before, granted or not. Note it before the seal is made: of two that come at once,
   * one is to be dealt with.
   */
  hasRequest(request: string): boolean | Promise<boolean>
  /** The seals that were made under a name. */
  findByName(name: string): readonly SealRecord[] | Promise<readonly SealRecord[]>
  find(id: string): SealRecord | undefined | Promise<SealRecord | undefined>
}
