import { type DerNode, expectTag } from '../../der/read.ts'
import { TAG } from '../../der/tag.ts'
import { CoreError } from '../../errors.ts'
import { REASON_FLAGS, type ReasonFlag } from '../distribution-points.ts'

/** `CRLReason` with the value that lists and answers hold (RFC 5280, 5.3.1). 7 is not used. */
export const REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  certificateHold: 6,
  removeFromCRL: 8,
  privilegeWithdrawn: 9,
  aACompromise: 10,
} as const

/** Why a certificate was revoked, or that it no longer is: `removeFromCRL`, in delta lists only. */
export type CrlReason = keyof typeof REASONS

const BY_VALUE = /* @__PURE__ */ new Map(
  Object.entries(REASONS).map(([reason, value]) => [value as number, reason as CrlReason]),
)

/** Whether a number stands for a reason. */
export function isReason(value: number): boolean {
  return value >= 0 && value <= 10 && value !== 7
}

/** Reads `CRLReason`: a value that stands for no reason is refused. */
export function readReason(node: DerNode): CrlReason {
  const { content } = expectTag(node, TAG.enumerated)
  const reason = content.length === 1 ? BY_VALUE.get(content[0] ?? 7) : undefined
  if (reason === undefined) throw new CoreError('ERR_DER_VALUE', { type: 'CRLReason', offset: node.offset })
  return reason
}

/** A set of reasons, as the bits of `ReasonFlags` (RFC 5280, 4.2.1.13): bit n is set for the flag n. */
export type ReasonsMask = number

/** Flags 1 to 8: every reason for which a certificate can be revoked. */
export const ALL_REASONS: ReasonsMask = 0x1fe

/** The mask of flags; all reasons where none are stated. */
export function reasonsMask(flags: ReadonlySet<ReasonFlag> | undefined): ReasonsMask {
  if (flags === undefined) return ALL_REASONS
  return (
    REASON_FLAGS.reduce((mask, flag, bit) => (flags.has(flag) ? mask | (1 << bit) : mask), 0) & ALL_REASONS
  )
}
