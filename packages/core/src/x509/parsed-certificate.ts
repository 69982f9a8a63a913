import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import { seenPublicKey } from '../crypto/seen-public-key.ts'
import type { Certificate, CertificateExtensions, Extension } from './certificate.ts'
import type { Name } from './name.ts'
import { readExtensionValues } from './standard-extensions.ts'
import { readSubjectNumbers } from './subject-numbers.ts'

/** The parts of a certificate that are read from its own fields. */
export type CertificateFields = Omit<Certificate, 'publicKey' | keyof CertificateExtensions>

/** A class, since its key is read when it is asked for, and an object with 35 fields is made of it ten times as fast. */
class ParsedCertificate implements Certificate {
  declare readonly raw: Uint8Array
  declare readonly tbs: Uint8Array
  declare readonly version: 1 | 2 | 3
  declare readonly serialNumber: string
  declare readonly issuer: Name
  declare readonly subject: Name
  declare readonly notBefore: Date
  declare readonly notAfter: Date
  declare readonly usesUtcTime: boolean
  declare readonly spki: Uint8Array
  declare readonly signatureAlgorithm: AlgorithmIdentifier
  declare readonly signature: Uint8Array
  declare readonly extensions: readonly Extension[]
  declare readonly basicConstraints: CertificateExtensions['basicConstraints']
  declare readonly keyUsage: CertificateExtensions['keyUsage']
  declare readonly extendedKeyUsage: CertificateExtensions['extendedKeyUsage']
  declare readonly subjectAltName: CertificateExtensions['subjectAltName']
  declare readonly issuerAltName: CertificateExtensions['issuerAltName']
  declare readonly subjectKeyIdentifier: CertificateExtensions['subjectKeyIdentifier']
  declare readonly authorityKeyIdentifier: CertificateExtensions['authorityKeyIdentifier']
  declare readonly authorityCertificate: CertificateExtensions['authorityCertificate']
  declare readonly certificatePolicies: CertificateExtensions['certificatePolicies']
  declare readonly policyMappings: CertificateExtensions['policyMappings']
  declare readonly policyConstraints: CertificateExtensions['policyConstraints']
  declare readonly inhibitAnyPolicy: CertificateExtensions['inhibitAnyPolicy']
  declare readonly nameConstraints: CertificateExtensions['nameConstraints']
  declare readonly cRLDistributionPoints: CertificateExtensions['cRLDistributionPoints']
  declare readonly freshestCRL: CertificateExtensions['freshestCRL']
  declare readonly authorityInfoAccess: CertificateExtensions['authorityInfoAccess']
  declare readonly subjectInfoAccess: CertificateExtensions['subjectInfoAccess']
  declare readonly privateKeyUsagePeriod: CertificateExtensions['privateKeyUsagePeriod']
  declare readonly subjectDirectoryAttributes: CertificateExtensions['subjectDirectoryAttributes']
  declare readonly qCStatements: CertificateExtensions['qCStatements']
  declare readonly ocspNoCheck: boolean
  declare readonly subjectNumbers: CertificateExtensions['subjectNumbers']
  #publicKey: PublicKey | undefined

  constructor(fields: CertificateFields) {
    this.raw = fields.raw
    this.tbs = fields.tbs
    this.version = fields.version
    this.serialNumber = fields.serialNumber
    this.issuer = fields.issuer
    this.subject = fields.subject
    this.notBefore = fields.notBefore
    this.notAfter = fields.notAfter
    this.usesUtcTime = fields.usesUtcTime
    this.spki = fields.spki
    this.signatureAlgorithm = fields.signatureAlgorithm
    this.signature = fields.signature
    this.extensions = fields.extensions
    const values = readExtensionValues(fields.extensions)
    this.basicConstraints = values.basicConstraints
    this.keyUsage = values.keyUsage
    this.extendedKeyUsage = values.extKeyUsage
    this.subjectAltName = values.subjectAltName
    this.issuerAltName = values.issuerAltName
    this.subjectKeyIdentifier = values.subjectKeyIdentifier
    this.authorityKeyIdentifier = values.authorityKeyIdentifier?.keyIdentifier
    this.authorityCertificate = values.authorityKeyIdentifier?.certificate
    this.certificatePolicies = values.certificatePolicies
    this.policyMappings = values.policyMappings
    this.policyConstraints = values.policyConstraints
    this.inhibitAnyPolicy = values.inhibitAnyPolicy
    this.nameConstraints = values.nameConstraints
    this.cRLDistributionPoints = values.cRLDistributionPoints
    this.freshestCRL = values.freshestCRL
    this.authorityInfoAccess = values.authorityInfoAccess
    this.subjectInfoAccess = values.subjectInfoAccess
    this.privateKeyUsagePeriod = values.privateKeyUsagePeriod
    this.subjectDirectoryAttributes = values.subjectDirectoryAttributes
    this.qCStatements = values.qCStatements
    this.ocspNoCheck = values.ocspNoCheck === true
    this.subjectNumbers = readSubjectNumbers(fields.extensions)
  }

  get publicKey(): PublicKey {
    this.#publicKey ??= seenPublicKey(this.spki)
    return this.#publicKey
  }
}

/**
 * Makes a certificate of its fields, and reads its extensions.
 *
 * @throws CoreError `ERR_CERTIFICATE_EXTENSION_VALUE`
 */
export function createCertificate(fields: CertificateFields): Certificate {
  return new ParsedCertificate(fields)
}
