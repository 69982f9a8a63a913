import type { SealExtension } from '../seal/seal.ts'
import { sealStatusExtension } from '../status/extension.ts'
import { recordSeal, type SealRecord } from '../status/record.ts'
import { assertRenewable, type IssuedSeal, supersede } from './issued.ts'
import { assertReviewed, type ReviewedSealRequest } from './request/inspect.ts'
import { createSeal, type NewSeal } from './seal.ts'

/** What the maker adds to what was asked for. */
export interface SealIssue
  extends Pick<NewSeal, 'maker' | 'form' | 'vendor' | 'id' | 'signerList' | 'createdAt' | 'timeStamper'> {
  /** As the maker counts kinds; as asked for unless given. */
  readonly type?: number
  readonly extensions?: readonly SealExtension[]
  /** Where the status of seals is told, to be written into the seal. */
  readonly statusUrl?: string
  /** The record of the seal that the request is to renew. */
  readonly former?: SealRecord
}

/**
 * Makes the seal that a request asks for 制章. What was reviewed is what is made: name, picture, signers and validity are
 * those of the request.
 *
 * @param reviewed - what `verifySealRequest` returned
 * @throws TypeError for a request that was not reviewed, or one to renew a seal whose record is not given; and as
 *   {@link createSeal}
 * @throws RangeError for a seal to be renewed that was withdrawn or suspended
 * @example
 * ```ts
 * const reviewed = await verifySealRequest(jws, { trust, at: new Date(), register })
 * const { seal, record } = await issueSeal(reviewed, { maker })
 * ```
 */
export async function issueSeal(reviewed: ReviewedSealRequest, issue: SealIssue): Promise<IssuedSeal> {
  assertReviewed(reviewed)
  const { request } = reviewed
  const { statusUrl, former, extensions = [], ...own } = issue
  if (former?.id !== request.renews)
    throw new TypeError('former: expected the record of the seal to be renewed')
  if (former !== undefined) assertRenewable(former)
  const { name, type, picture, validFrom, validTo, signers } = request
  const status = statusUrl === undefined ? [] : [sealStatusExtension(statusUrl)]
  const seal = await createSeal({
    ...{ name, type, picture, validFrom, validTo, signers },
    ...own,
    extensions: [...extensions, ...status],
  })
  return { seal, record: recordSeal(seal), former: former && supersede(former, seal) }
}
