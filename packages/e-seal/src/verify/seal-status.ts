import type { Certificate, PathOptions, Trust } from '@xinyin/core'
import type { Seal } from '../seal/seal.ts'

/** Whether a seal may be used 印章状态: valid 有效, suspended 停用, revoked 注销, expired 过期. */
export type SealState = 'valid' | 'suspended' | 'revoked' | 'expired'

/** A time in which a seal was suspended that may be used again. */
export interface Suspension {
  /** From then on, that moment included. */
  readonly from: Date
  /** Until then, that moment not included. */
  readonly until: Date
}

/** What a seal's maker says of it. */
export type SealStatus =
  | { readonly state: 'valid'; readonly suspensions: readonly Suspension[] }
  | {
      readonly state: Exclude<SealState, 'valid'>
      /** Nothing sealed from then on counts. */
      readonly since: Date
      /** Why: one of `SEAL_STATUS_REASONS`, or a word of another maker's. */
      readonly reason?: string
      /** Identifier of the seal that takes its place. */
      readonly successor?: string
      readonly suspensions: readonly Suspension[]
    }

/** The status of a seal, and who says so. */
export interface SealStatusFinding {
  readonly status: SealStatus
  /** As of when. */
  readonly issuedAt: Date
  /** Who says so, for people. */
  readonly by: string
}

/** What a checker needs to know beside the seal. */
export interface SealStatusContext {
  readonly trust: Trust
  /** Who finds out about the revocation of certificates. */
  readonly revocation: NonNullable<PathOptions['revocation']>
  /** The seal's maker, whose certificate leads to an anchor of the role `seal-maker`. */
  readonly maker: Certificate
  /** The time for which the verdict is asked. */
  readonly at: Date
}

/**
 * Finds out whether seals may be used. One is made by `createSealStatusChecker` of `@xinyin/e-seal/status`; a database
 * or a service with rules of its own may stand here as well.
 */
export interface SealStatusChecker {
  /**
   * Is asked for seals only whose maker's signature holds and who leads to an anchor.
   *
   * @throws TrustError where it cannot be told: nobody knows the seal, or who does is not to be believed. The check is
   *   `indeterminate` then, with that code
   */
  find(seal: Seal, context: SealStatusContext): Promise<SealStatusFinding>
}

/** What a verdict hangs on beside certificates. */
export interface SealStatusPolicy {
  /**
   * Who finds out whether the seal was withdrawn. Without one, nothing is known of it, and the check `seal.status` is
   * skipped.
   */
  readonly status?: SealStatusChecker
  /** Whether a seal of which nobody tells the status is `indeterminate`; no unless given. */
  readonly requireStatus?: boolean
}
