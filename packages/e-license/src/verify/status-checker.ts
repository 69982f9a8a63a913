import type { PathOptions, Trust } from '@xinyin/core'
import type { StatusReference } from '../metadata/data.ts'

/**
 * What may have become of a licence since it was issued (the states of the construction ministry's exchange): `valid` 有效,
 * `withheld` 暂扣, `withdrawn` 撤销, `cancelled` 注销, `lapsed` 失效, `transferred-out` 转出, `revoked` 吊销, `other` 其他.
 */
export type LicenceState =
  | 'valid'
  | 'withheld'
  | 'withdrawn'
  | 'cancelled'
  | 'lapsed'
  | 'transferred-out'
  | 'revoked'
  | 'other'

/** The state of a licence, and how it is known. */
export interface LicenceStatusFinding {
  readonly state: LicenceState
  /** As of when. */
  readonly issuedAt: Date
  /** Who says so, for people. */
  readonly by: string
  /** Why nothing newer is known, where something newer was asked for: a code. */
  readonly problem?: string
}

/** What a checker needs to know beside the reference. */
export interface LicenceStatusContext {
  readonly trust: Trust
  /** Who finds out about the revocation of certificates. */
  readonly revocation: NonNullable<PathOptions['revocation']>
  /** The time for which the verdict is asked. */
  readonly at: Date
  /** The licence's type, and the region of who issued it, to which whoever tells of it may be limited. */
  readonly licenceType: string
  readonly region: string
}

/**
 * Finds out what became of licences. One is made by `createStatusChecker` of `@xinyin/e-license/status`; a registry of
 * one's own may stand here as well.
 */
export interface LicenceStatusChecker {
  /**
   * @throws TrustError where it cannot be told: the list cannot be had, is too old, or is not of somebody to be believed.
   *   The check is `indeterminate` then, with that code
   */
  find(reference: StatusReference, context: LicenceStatusContext): Promise<LicenceStatusFinding>
}

/** In place of a checker: nobody is asked. Offered as `skipStatus` of `@xinyin/e-license/unsafe`. */
export const skipStatus: unique symbol = /* @__PURE__ */ Symbol('skipStatus')
