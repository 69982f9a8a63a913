import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import type { AccessDescription } from './access-description.ts'
import type { DistributionPoint } from './distribution-points.ts'
import type { GeneralName } from './general-name.ts'
import type { Name } from './name.ts'
import type { NameConstraints } from './name-constraints.ts'
import type { PolicyConstraints, PolicyInformation, PolicyMapping } from './policies.ts'
import type { DirectoryAttribute, PrivateKeyUsagePeriod, QualifiedStatement } from './subject-attributes.ts'
import type { SubjectNumbers } from './subject-numbers.ts'

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** Content of the `extnValue` OCTET STRING. */
  readonly value: Uint8Array
}

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'
  | 'encipherOnly'
  | 'decipherOnly'

/** An X.509 certificate (RFC 5280, 4.1). What is signed and compared is the bytes that arrived. */
export interface Certificate extends CertificateExtensions {
  /** The whole certificate, DER. */
  readonly raw: Uint8Array
  /** The signed part, DER of `TBSCertificate`. */
  readonly tbs: Uint8Array
  readonly version: 1 | 2 | 3
  /** Lower-case hexadecimal of the serial number's content octets. */
  readonly serialNumber: string
  readonly issuer: Name
  readonly subject: Name
  readonly notBefore: Date
  readonly notAfter: Date
  /** Whether times before 2050 are UTCTime, as RFC 5280, 4.1.2.5 has it. Certificates in use have others. */
  readonly usesUtcTime: boolean
  /** DER `SubjectPublicKeyInfo`, of whatever algorithm. */
  readonly spki: Uint8Array
  /**
   * The key, read when it is first asked for. A copy made with `{ ...certificate }` has none.
   *
   * @throws CoreError `ERR_KEY_ALGORITHM`, `ERR_KEY_POINT`, `ERR_KEY_RSA`, `ERR_DER_…` for a key that is unknown or bad
   */
  readonly publicKey: PublicKey
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  /** Every extension, in the order of the certificate. */
  readonly extensions: readonly Extension[]
}

/** The extensions of RFC 5280 and others in use, by their standard's names; `undefined` where absent. */
export interface CertificateExtensions {
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined } | undefined
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined
  /** OIDs of the extended key usages. */
  readonly extendedKeyUsage: readonly string[] | undefined
  readonly subjectAltName: readonly GeneralName[] | undefined
  readonly issuerAltName: readonly GeneralName[] | undefined
  /** Lower-case hexadecimal. */
  readonly subjectKeyIdentifier: string | undefined
  /** The key identifier, lower-case hexadecimal. */
  readonly authorityKeyIdentifier: string | undefined
  /** The issuer's own certificate, as the authority key identifier may name it. */
  readonly authorityCertificate: CertificateReference | undefined
  readonly certificatePolicies: readonly PolicyInformation[] | undefined
  readonly policyMappings: readonly PolicyMapping[] | undefined
  readonly policyConstraints: PolicyConstraints | undefined
  readonly inhibitAnyPolicy: number | undefined
  readonly nameConstraints: NameConstraints | undefined
  readonly cRLDistributionPoints: readonly DistributionPoint[] | undefined
  readonly freshestCRL: readonly DistributionPoint[] | undefined
  readonly authorityInfoAccess: readonly AccessDescription[] | undefined
  readonly subjectInfoAccess: readonly AccessDescription[] | undefined
  readonly privateKeyUsagePeriod: PrivateKeyUsagePeriod | undefined
  readonly subjectDirectoryAttributes: readonly DirectoryAttribute[] | undefined
  readonly qCStatements: readonly QualifiedStatement[] | undefined
  /** Whether a responder's certificate is to be trusted without asking for its own status (RFC 6960, 4.2.2.2.1). */
  readonly ocspNoCheck: boolean
  /** What the extensions of GB/T 20518 say, where they are text. */
  readonly subjectNumbers: SubjectNumbers
}

/** A certificate by its issuer and serial number. */
export interface CertificateReference {
  readonly issuer: readonly GeneralName[]
  /** Lower-case hexadecimal of the serial number's content octets. */
  readonly serialNumber: string
}
