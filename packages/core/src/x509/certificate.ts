import type { AlgorithmIdentifier, PublicKey } from '../crypto/key.ts'
import type { GeneralName } from './general-name.ts'
import type { Name } from './name.ts'

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
export interface Certificate {
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
  readonly publicKey: PublicKey
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  readonly extensions: readonly Extension[]
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | undefined } | undefined
  readonly keyUsage: ReadonlySet<KeyUsage> | undefined
  /** OIDs of the extended key usages. */
  readonly extendedKeyUsage: readonly string[] | undefined
  readonly subjectAltName: readonly GeneralName[] | undefined
  /** Lower-case hexadecimal. */
  readonly subjectKeyIdentifier: string | undefined
  readonly authorityKeyIdentifier: string | undefined
}
