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
  readonly raw: Uint8Array
  readonly tbs: Uint8Array
  readonly version: 1 | 2 | 3
  readonly serialNumber: string
  readonly issuer: Name
  readonly subject: Name
  readonly notBefore: Date
  readonly notAfter: Date
  readonly usesUtcTime: boolean
  readonly spki: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly extensions: readonly Extension[]
  readonly basicConstraints: CertificateExtensions['basicConstraints']
  readonly keyUsage: CertificateExtensions['keyUsage']
  readonly extendedKeyUsage: CertificateExtensions['extendedKeyUsage']
  readonly subjectAltName: CertificateExtensions['subjectAltName']
  readonly issuerAltName: CertificateExtensions['issuerAltName']
  readonly subjectKeyIdentifier: CertificateExtensions['subjectKeyIdentifier']
  readonly authorityKeyIdentifier: CertificateExtensions['authorityKeyIdentifier']
  readonly authorityCertificate: CertificateExtensions['authorityCertificate']
  readonly certificatePolicies: CertificateExtensions['certificatePolicies']
  readonly policyMappings: CertificateExtensions['policyMappings']
  readonly policyConstraints: CertificateExtensions['policyConstraints']
  readonly inhibitAnyPolicy: CertificateExtensions['inhibitAnyPolicy']
  readonly nameConstraints: CertificateExtensions['nameConstraints']
  readonly cRLDistributionPoints: CertificateExtensions['cRLDistributionPoints']
  readonly freshestCRL: CertificateExtensions['freshestCRL']
  readonly authorityInfoAccess: CertificateExtensions['authorityInfoAccess']
  readonly subjectInfoAccess: CertificateExtensions['subjectInfoAccess']
  readonly privateKeyUsagePeriod: CertificateExtensions['privateKeyUsagePeriod']
  readonly subjectDirectoryAttributes: CertificateExtensions['subjectDirectoryAttributes']
  readonly qCStatements: CertificateExtensions['qCStatements']
  readonly ocspNoCheck: boolean
  readonly subjectNumbers: CertificateExtensions['subjectNumbers']
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
