import type { Deviation } from './tolerance.ts'
import type { SesForm } from './version.ts'

/** An electronic seal of any version (GM/T 0031-2014; GB/T 38540-2020, 6; GM/T 0031-2025), with the bytes as they arrived. */
export interface Seal {
  /** The whole `SESeal`, as it arrived. */
  readonly raw: Uint8Array
  /** The text that the seal is written to, told by its shape. */
  readonly form: SesForm
  readonly info: SealInfo
  /**
   * What the maker signed: `info.raw`; in seals of GM/T 0031-2014 a SEQUENCE of that, the maker's certificate and the
   * algorithm.
   */
  readonly makerSignedBytes: Uint8Array
  /** The seal maker's certificate 制章人证书, DER. The maker's signature covers it in GM/T 0031-2014 alone. */
  readonly makerCertificate: Uint8Array
  /** OID of the maker's signature algorithm. */
  readonly algorithm: string
  /** The maker's signature over `makerSignedBytes`, as it arrived. */
  readonly signature: Uint8Array
  /** A time stamp over the maker's signature (GM/T 0031-2025), as it arrived. The signature does not cover it. */
  readonly timeStamp: Uint8Array | undefined
  /** What is not as the standard has it but was read all the same. */
  readonly deviations: readonly Deviation[]
}

/** `SES_SealInfo`. */
export interface SealInfo {
  /** As it arrived. The maker signed it: never encode it again, real seals hold what DER would drop. */
  readonly raw: Uint8Array
  readonly version: number
  /** Who makes the software that made the seal. */
  readonly vendor: string
  /** Identifier of the seal 印章标识. */
  readonly id: string
  /** Kind of seal as its maker counts them: 1, 3, 4, 6, 15 and 109 occur. */
  readonly type: number
  readonly name: string
  readonly signers: SignerList
  readonly createdAt: Date
  readonly validFrom: Date
  readonly validTo: Date
  readonly picture: SealPicture
  readonly extensions: readonly SealExtension[]
}

/** Who may sign with the seal 签章人证书列表: the certificates themselves, or digests of them. */
export type SignerList =
  | { readonly kind: 'certificates'; readonly certificates: readonly Uint8Array[] }
  | { readonly kind: 'digests'; readonly digests: readonly CertificateDigest[] }

export interface CertificateDigest {
  /** A label without fixed values; it does not name the digest's algorithm, which is taken to be SM3 [?]. */
  readonly type: string
  readonly digest: Uint8Array
}

export interface SealPicture {
  /** As the seal says: `png`, `PNG`, `gif`, `bmp`, `ofd` (a whole package) and others. */
  readonly type: string
  readonly data: Uint8Array
  /** In mm. */
  readonly width: number
  /** In mm. */
  readonly height: number
}

export interface SealExtension {
  readonly oid: string
  readonly critical: boolean
  readonly value: Uint8Array
}
