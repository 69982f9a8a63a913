import { type DerNode, openDer, retag } from '../../der/read.ts'
import { contextTag, TAG } from '../../der/tag.ts'
import { readBoolean } from '../../der/value.ts'
import { CoreError } from '../../errors.ts'
import {
  type DistributionPointName,
  type ReasonFlag,
  readDistributionPointName,
  readReasonFlags,
} from '../distribution-points.ts'

/** What part of its issuer's revocations a list covers (RFC 5280, 5.2.5). */
export interface IssuingDistributionPoint {
  readonly name: DistributionPointName | undefined
  readonly onlyContainsUserCerts: boolean
  readonly onlyContainsCACerts: boolean
  /** The reasons that the list covers; all when absent. */
  readonly onlySomeReasons: ReadonlySet<ReasonFlag> | undefined
  /** Whether certificates of other issuers are on the list. */
  readonly indirectCRL: boolean
  readonly onlyContainsAttributeCerts: boolean
}

/** Reads `IssuingDistributionPoint`. Of the kinds of certificates it names at most one; and it is not empty. */
export function readIssuingDistributionPoint(node: DerNode): IssuingDistributionPoint {
  const cursor = openDer(node)
  const name = cursor.optional(contextTag(0))
  const flag = (number: number): boolean => {
    const field = cursor.optional(contextTag(number, 'primitive'))
    return field !== undefined && readBoolean(retag(field, TAG.boolean))
  }
  const onlyContainsUserCerts = flag(1)
  const onlyContainsCACerts = flag(2)
  const reasons = cursor.optional(contextTag(3, 'primitive'))
  const indirectCRL = flag(4)
  const onlyContainsAttributeCerts = flag(5)
  cursor.end()
  const kinds = [onlyContainsUserCerts, onlyContainsCACerts, onlyContainsAttributeCerts].filter(Boolean)
  if (kinds.length > 1 || node.content.length === 0) {
    throw new CoreError('ERR_DER_VALUE', { type: 'IssuingDistributionPoint', offset: node.offset })
  }
  return {
    name: name === undefined ? undefined : readDistributionPointName(name),
    onlyContainsUserCerts,
    onlyContainsCACerts,
    onlySomeReasons: reasons === undefined ? undefined : readReasonFlags(retag(reasons, TAG.bitString)),
    indirectCRL,
    onlyContainsAttributeCerts,
  }
}
