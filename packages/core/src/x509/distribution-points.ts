import { children, type DerNode, openDer, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readBitString, readSequenceOf } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { type GeneralName, readGeneralNames } from './general-name.ts'
import { type NameAttribute, readRelativeName } from './name.ts'

/** Where a list of revoked certificates is (RFC 5280, 4.2.1.13). */
export interface DistributionPoint {
  readonly name: DistributionPointName | undefined
  /** The reasons that the list covers; all when absent. */
  readonly reasons: ReadonlySet<ReasonFlag> | undefined
  /** Who signs the list, where that is not who issued the certificate. */
  readonly cRLIssuer: readonly GeneralName[] | undefined
}

/** A name in full, or a part that follows the name of the list's issuer. */
export type DistributionPointName =
  | { readonly kind: 'full'; readonly names: readonly GeneralName[] }
  | {
      readonly kind: 'relative'
      /** DER of the part, a SET as it stands in a name. */
      readonly raw: Uint8Array
      readonly attributes: readonly NameAttribute[]
    }

/** The bits of `ReasonFlags` by their names; the first is unused. */
export type ReasonFlag = (typeof REASON_FLAGS)[number]

export const REASON_FLAGS = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
] as const

/** More places than any certificate in use names. */
const MAX_POINTS = 64

/** Reads `CRLDistributionPoints`, which `FreshestCRL` is too. */
export function readDistributionPoints(node: DerNode): DistributionPoint[] {
  const points = readSequenceOf(node, readDistributionPoint)
  if (points.length === 0 || points.length > MAX_POINTS) throw malformed('CRLDistributionPoints', node)
  return points
}

function readDistributionPoint(node: DerNode): DistributionPoint {
  const cursor = openDer(node)
  const name = cursor.optional(contextTag(0))
  const reasons = cursor.optional(contextTag(1, 'primitive'))
  const issuer = cursor.optional(contextTag(2))
  cursor.end()
  // Reasons alone lead nowhere, but change no meaning: who reads the list finds that no place is named.
  return {
    name: name === undefined ? undefined : readDistributionPointName(name),
    reasons: reasons === undefined ? undefined : readReasonFlags(retag(reasons, TAG.bitString)),
    cRLIssuer: issuer === undefined ? undefined : readGeneralNames(retag(issuer, TAG.sequence)),
  }
}

/** Reads a `DistributionPointName`, given what holds it: the choice is tagged explicitly. */
export function readDistributionPointName(holder: DerNode): DistributionPointName {
  const [choice, ...rest] = children(holder)
  if (choice !== undefined && rest.length === 0) {
    if (choice.tag === contextTag(0)) {
      return { kind: 'full', names: readGeneralNames(retag(choice, TAG.sequence)) }
    }
    if (choice.tag === contextTag(1)) {
      return { kind: 'relative', ...readRelativeName(retag(choice, TAG.set)) }
    }
  }
  throw malformed('DistributionPointName', holder)
}

/** Reads `ReasonFlags`. Bits without a name are refused: what they would leave out is not known. */
export function readReasonFlags(node: DerNode): ReadonlySet<ReasonFlag> {
  const { bytes } = readBitString(node)
  const flags = new Set<ReasonFlag>()
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    if (((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) === 0) continue
    const flag = REASON_FLAGS[bit]
    if (flag === undefined) throw malformed('ReasonFlags', node)
    flags.add(flag)
  }
  return flags
}

function malformed(type: string, node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}
