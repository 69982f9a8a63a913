import { children, type DerNode, expectTag, openDer, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readOid, readSequenceOf, readTime } from '../der/value.ts'
import { CoreError } from '../errors.ts'

/** An attribute of a subject beside its name (RFC 5280, 4.2.1.8). */
export interface DirectoryAttribute {
  readonly oid: string
  /** DER of each value. */
  readonly values: readonly Uint8Array[]
}

/** A statement of the issuer about a qualified certificate (RFC 3739, 3.2.6), not interpreted. */
export interface QualifiedStatement {
  readonly oid: string
  /** DER of what is stated, `undefined` when the identifier says it all. */
  readonly info: Uint8Array | undefined
}

/** When the private key may be used; RFC 5280 has dropped this, certificates in use still have it (RFC 3280, 4.2.1.4). */
export interface PrivateKeyUsagePeriod {
  readonly notBefore: Date | undefined
  readonly notAfter: Date | undefined
}

/** More of either than any certificate in use has. */
const MAX_ITEMS = 64

function bounded<T>(items: T[], type: string, node: DerNode): T[] {
  if (items.length > 0 && items.length <= MAX_ITEMS) return items
  throw new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}

/** Reads `SubjectDirectoryAttributes`. */
export function readDirectoryAttributes(node: DerNode): DirectoryAttribute[] {
  const attributes = readSequenceOf(node, (attribute) => {
    const cursor = openDer(attribute)
    const oid = readOid(cursor.next())
    const set = cursor.next(TAG.set)
    cursor.end()
    const values = children(set).map(({ raw }) => raw)
    return { oid, values: bounded(values, 'Attribute', set) }
  })
  return bounded(attributes, 'SubjectDirectoryAttributes', node)
}

/** Reads `QCStatements`. */
export function readQualifiedStatements(node: DerNode): QualifiedStatement[] {
  const statements = readSequenceOf(node, (statement) => {
    const cursor = openDer(statement)
    const oid = readOid(cursor.next())
    const info = cursor.peek() === undefined ? undefined : cursor.next().raw
    cursor.end()
    return { oid, info }
  })
  return bounded(statements, 'QCStatements', node)
}

/** Reads `PrivateKeyUsagePeriod`: GeneralizedTime, one of the two at least. */
export function readPrivateKeyUsagePeriod(node: DerNode): PrivateKeyUsagePeriod {
  const cursor = openDer(expectTag(node, TAG.sequence))
  const times = [0, 1].map((number) => {
    const time = cursor.optional(contextTag(number, 'primitive'))
    return time === undefined ? undefined : readTime(retag(time, TAG.generalizedTime))
  })
  cursor.end()
  const [notBefore, notAfter] = times
  if (notBefore === undefined && notAfter === undefined) {
    throw new CoreError('ERR_DER_VALUE', { type: 'PrivateKeyUsagePeriod', offset: node.offset })
  }
  return { notBefore, notAfter }
}
