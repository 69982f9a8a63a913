import { type DerNode, DerWalk, expectTag, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  contentHex,
  readBoolean,
  readIntegerHex,
  readNull,
  readOid,
  readSequenceOf,
  readSmallInteger,
} from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { readAccessDescriptions } from './access-description.ts'
import type { CertificateReference, Extension } from './certificate.ts'
import { readDistributionPoints } from './distribution-points.ts'
import { readValueOf } from './extension.ts'
import { readGeneralNames } from './general-name.ts'
import { readKeyUsage } from './key-usage.ts'
import { readNameConstraints } from './name-constraints.ts'
import { EXTENSION } from './oid.ts'
import {
  readCertificatePolicies,
  readInhibitAnyPolicy,
  readPolicyConstraints,
  readPolicyMappings,
} from './policies.ts'
import {
  readDirectoryAttributes,
  readPrivateKeyUsagePeriod,
  readQualifiedStatements,
} from './subject-attributes.ts'

/** How the value of each extension that is known is read, by the name of its identifier. */
const READERS = /* @__PURE__ */ (() => ({
  basicConstraints: readBasicConstraints,
  keyUsage: readKeyUsage,
  extKeyUsage: readExtendedKeyUsage,
  subjectAltName: readGeneralNames,
  issuerAltName: readGeneralNames,
  subjectKeyIdentifier: readKeyIdentifier,
  authorityKeyIdentifier: readAuthority,
  certificatePolicies: readCertificatePolicies,
  policyMappings: readPolicyMappings,
  policyConstraints: readPolicyConstraints,
  inhibitAnyPolicy: readInhibitAnyPolicy,
  nameConstraints: readNameConstraints,
  cRLDistributionPoints: readDistributionPoints,
  freshestCRL: readDistributionPoints,
  authorityInfoAccess: readAccessDescriptions,
  subjectInfoAccess: readAccessDescriptions,
  privateKeyUsagePeriod: readPrivateKeyUsagePeriod,
  subjectDirectoryAttributes: readDirectoryAttributes,
  qCStatements: readQualifiedStatements,
  ocspNoCheck: readNoCheck,
}))()

type Readers = typeof READERS

/** The values of the extensions that are there and known. */
export type ExtensionValues = { [Name in keyof Readers]?: ReturnType<Readers[Name]> }

const KNOWN: ReadonlyMap<string, keyof Readers> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ (Object.keys(READERS) as (keyof Readers)[]).map((name) => [EXTENSION[name], name]),
)

/**
 * Reads the values of all extensions that are known.
 *
 * @throws CoreError `ERR_CERTIFICATE_EXTENSION_VALUE`
 */
export function readExtensionValues(extensions: readonly Extension[]): ExtensionValues {
  const values: Record<string, unknown> = {}
  for (const extension of extensions) {
    const name = KNOWN.get(extension.oid)
    if (name !== undefined) values[name] = readValueOf<unknown>(extension, READERS[name])
  }
  return values as ExtensionValues
}

/** RFC 5280, 4.2.1.9. A written-out `FALSE`, which DER leaves out, is tolerated: certificates in use have it. */
function readBasicConstraints(node: DerNode): { ca: boolean; pathLength: number | undefined } {
  const parts = new DerWalk(node)
  const ca = parts.optional(TAG.boolean) && readBoolean(parts)
  const pathLength = parts.optional(TAG.integer) ? readSmallInteger(parts) : undefined
  parts.finish()
  if (pathLength !== undefined && (pathLength < 0 || !ca)) {
    throw new CoreError('ERR_DER_VALUE', { type: 'BasicConstraints', offset: node.offset })
  }
  return { ca, pathLength }
}

/** RFC 5280, 4.2.1.12: one or more purposes. */
function readExtendedKeyUsage(node: DerNode): string[] {
  const purposes = readSequenceOf(node, readOid)
  if (purposes.length === 0 || purposes.length > 100) {
    throw new CoreError('ERR_DER_VALUE', { type: 'ExtKeyUsageSyntax', offset: node.offset })
  }
  return purposes
}

function readKeyIdentifier(node: DerNode): string {
  return contentHex(expectTag(node, TAG.octetString))
}

/** RFC 6960, 4.2.2.2.1: NULL, which says all by being there. */
function readNoCheck(node: DerNode): true {
  readNull(node)
  return true
}

interface Authority {
  readonly keyIdentifier: string | undefined
  readonly certificate: CertificateReference | undefined
}

/** RFC 5280, 4.2.1.1: issuer and serial number together, or neither. */
function readAuthority(node: DerNode): Authority {
  const parts = new DerWalk(node)
  const keyIdentifier = parts.optional(contextTag(0, 'primitive')) ? contentHex(parts) : undefined
  const issuer = parts.optional(contextTag(1)) ? readGeneralNames(retag(parts, TAG.sequence)) : undefined
  const serialTag = contextTag(2, 'primitive')
  const serialNumber = parts.optional(serialTag) ? readIntegerHex(parts, serialTag) : undefined
  parts.finish()
  if (issuer === undefined && serialNumber === undefined) return { keyIdentifier, certificate: undefined }
  if (issuer === undefined || serialNumber === undefined) {
    throw new CoreError('ERR_DER_VALUE', { type: 'AuthorityKeyIdentifier', offset: node.offset })
  }
  return { keyIdentifier, certificate: { issuer, serialNumber } }
}
