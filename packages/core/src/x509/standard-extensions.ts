import { encodeHex } from '../bytes/hex.ts'
import { type DerNode, openDer, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  readBoolean,
  readIntegerBytes,
  readNull,
  readOctetString,
  readOid,
  readSequenceOf,
  readSmallInteger,
} from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { readAccessDescriptions } from './access-description.ts'
import type { CertificateExtensions, CertificateReference, Extension } from './certificate.ts'
import { readDistributionPoints } from './distribution-points.ts'
import { readExtensionValue } from './extension.ts'
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
import { readSubjectNumbers } from './subject-numbers.ts'

/** Reads the extensions that are known by name. */
export function readStandardExtensions(extensions: readonly Extension[]): CertificateExtensions {
  const value = <T>(name: keyof typeof EXTENSION, read: (node: DerNode) => T): T | undefined =>
    readExtensionValue(extensions, EXTENSION[name], read)
  const authority = value('authorityKeyIdentifier', readAuthority)
  return {
    basicConstraints: value('basicConstraints', readBasicConstraints),
    keyUsage: value('keyUsage', readKeyUsage),
    extendedKeyUsage: value('extKeyUsage', readExtendedKeyUsage),
    subjectAltName: value('subjectAltName', readGeneralNames),
    issuerAltName: value('issuerAltName', readGeneralNames),
    subjectKeyIdentifier: value('subjectKeyIdentifier', readKeyIdentifier),
    authorityKeyIdentifier: authority?.keyIdentifier,
    authorityCertificate: authority?.certificate,
    certificatePolicies: value('certificatePolicies', readCertificatePolicies),
    policyMappings: value('policyMappings', readPolicyMappings),
    policyConstraints: value('policyConstraints', readPolicyConstraints),
    inhibitAnyPolicy: value('inhibitAnyPolicy', readInhibitAnyPolicy),
    nameConstraints: value('nameConstraints', readNameConstraints),
    cRLDistributionPoints: value('cRLDistributionPoints', readDistributionPoints),
    freshestCRL: value('freshestCRL', readDistributionPoints),
    authorityInfoAccess: value('authorityInfoAccess', readAccessDescriptions),
    subjectInfoAccess: value('subjectInfoAccess', readAccessDescriptions),
    privateKeyUsagePeriod: value('privateKeyUsagePeriod', readPrivateKeyUsagePeriod),
    subjectDirectoryAttributes: value('subjectDirectoryAttributes', readDirectoryAttributes),
    qCStatements: value('qCStatements', readQualifiedStatements),
    ocspNoCheck: value('ocspNoCheck', readNoCheck) === true,
    subjectNumbers: readSubjectNumbers(extensions),
  }
}

/** RFC 5280, 4.2.1.9. A written-out `FALSE`, which DER leaves out, is tolerated: certificates in use have it. */
function readBasicConstraints(node: DerNode): { ca: boolean; pathLength: number | undefined } {
  const cursor = openDer(node)
  const flag = cursor.optional(TAG.boolean)
  const length = cursor.optional(TAG.integer)
  cursor.end()
  const ca = flag !== undefined && readBoolean(flag)
  const pathLength = length === undefined ? undefined : readSmallInteger(length)
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
  return encodeHex(readOctetString(node))
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
  const cursor = openDer(node)
  const identifier = cursor.optional(contextTag(0, 'primitive'))
  const issuer = cursor.optional(contextTag(1))
  const serialNumber = cursor.optional(contextTag(2, 'primitive'))
  cursor.end()
  const keyIdentifier = identifier === undefined ? undefined : encodeHex(identifier.content)
  if (issuer === undefined && serialNumber === undefined) return { keyIdentifier, certificate: undefined }
  if (issuer === undefined || serialNumber === undefined) {
    throw new CoreError('ERR_DER_VALUE', { type: 'AuthorityKeyIdentifier', offset: node.offset })
  }
  const certificate = {
    issuer: readGeneralNames(retag(issuer, TAG.sequence)),
    serialNumber: encodeHex(readIntegerBytes(retag(serialNumber, TAG.integer))),
  }
  return { keyIdentifier, certificate }
}
