import { type DerNode, openDer, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { isStringTag, readOid, readSequenceOf, readSmallInteger, readString } from '../der/value.ts'
import { CoreError } from '../errors.ts'

/** One policy under which a certificate was issued (RFC 5280, 4.2.1.4). */
export interface PolicyInformation {
  /** OID of the policy. */
  readonly policy: string
  readonly qualifiers: readonly PolicyQualifier[]
}

/** What a policy adds about itself. It decides nothing: it is shown to those who rely on the certificate. */
export interface PolicyQualifier {
  readonly oid: string
  /** DER of the qualifier. */
  readonly raw: Uint8Array
  /** The address of a practice statement (`cPSuri`), or the text of a user notice, where there is one. */
  readonly text: string | undefined
}

/** A policy of the issuer that counts as one of the subject (RFC 5280, 4.2.1.5). */
export interface PolicyMapping {
  readonly issuerDomainPolicy: string
  readonly subjectDomainPolicy: string
}

/** After how many further certificates a rule starts to hold (RFC 5280, 4.2.1.11). */
export interface PolicyConstraints {
  readonly requireExplicitPolicy: number | undefined
  readonly inhibitPolicyMapping: number | undefined
}

/** More policies than any certificate in use has; the national authorities' have up to 12. */
const MAX_POLICIES = 256
const MAX_QUALIFIERS = 16

/** `anyPolicy` (RFC 5280, 4.2.1.4). */
export const ANY_POLICY = '2.5.29.32.0'

const QUALIFIER = { practiceStatement: '1.3.6.1.5.5.7.2.1', userNotice: '1.3.6.1.5.5.7.2.2' } as const

function malformed(type: string, node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}

/** Reads `CertificatePolicies`: at least one policy, none of them twice. */
export function readCertificatePolicies(node: DerNode): PolicyInformation[] {
  const policies = readSequenceOf(node, readPolicyInformation)
  const distinct = new Set(policies.map(({ policy }) => policy))
  if (policies.length === 0 || policies.length > MAX_POLICIES || distinct.size < policies.length) {
    throw malformed('CertificatePolicies', node)
  }
  return policies
}

function readPolicyInformation(node: DerNode): PolicyInformation {
  const cursor = openDer(node)
  const policy = readOid(cursor.next())
  const set = cursor.optional(TAG.sequence)
  cursor.end()
  const qualifiers = set === undefined ? [] : readSequenceOf(set, readQualifier)
  const isWrong = set !== undefined && qualifiers.length === 0
  if (isWrong || qualifiers.length > MAX_QUALIFIERS) throw malformed('PolicyInformation', node)
  return { policy, qualifiers }
}

function readQualifier(node: DerNode): PolicyQualifier {
  const cursor = openDer(node)
  const oid = readOid(cursor.next())
  const value = cursor.next()
  cursor.end()
  return { oid, raw: value.raw, text: qualifierText(oid, value) }
}

function qualifierText(oid: string, value: DerNode): string | undefined {
  if (oid === QUALIFIER.practiceStatement) return readString(value)
  if (oid !== QUALIFIER.userNotice) return undefined
  const cursor = openDer(value)
  // The reference names an organisation and numbers of its notices, which nobody resolves: it is skipped.
  cursor.optional(TAG.sequence)
  const next = cursor.peek()
  const text = next !== undefined && isStringTag(next.tag) ? readString(cursor.next()) : undefined
  cursor.end()
  return text
}

/** Reads `PolicyMappings`. That neither side is anyPolicy is a rule of paths (RFC 5280, 6.1.4 (a)), checked there. */
export function readPolicyMappings(node: DerNode): PolicyMapping[] {
  const mappings = readSequenceOf(node, (mapping) => {
    const cursor = openDer(mapping)
    const issuerDomainPolicy = readOid(cursor.next())
    const subjectDomainPolicy = readOid(cursor.next())
    cursor.end()
    return { issuerDomainPolicy, subjectDomainPolicy }
  })
  if (mappings.length === 0 || mappings.length > MAX_POLICIES) throw malformed('PolicyMappings', node)
  return mappings
}

/** Reads `PolicyConstraints`: one of the two limits at least. */
export function readPolicyConstraints(node: DerNode): PolicyConstraints {
  const cursor = openDer(node)
  const requireExplicitPolicy = readSkipCerts(cursor.optional(contextTag(0, 'primitive')))
  const inhibitPolicyMapping = readSkipCerts(cursor.optional(contextTag(1, 'primitive')))
  cursor.end()
  if (requireExplicitPolicy === undefined && inhibitPolicyMapping === undefined) {
    throw malformed('PolicyConstraints', node)
  }
  return { requireExplicitPolicy, inhibitPolicyMapping }
}

/** Reads `InhibitAnyPolicy` (RFC 5280, 4.2.1.14). */
export function readInhibitAnyPolicy(node: DerNode): number {
  return skipCerts(readSmallInteger(node), node)
}

function readSkipCerts(node: DerNode | undefined): number | undefined {
  return node === undefined ? undefined : skipCerts(readSmallInteger(retag(node, TAG.integer)), node)
}

function skipCerts(count: number, node: DerNode): number {
  if (count < 0) throw malformed('SkipCerts', node)
  return count
}
