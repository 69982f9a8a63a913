import type { Seal, SealExtension } from '../seal/seal.ts'
import type { Deviation } from '../seal/tolerance.ts'
import type { SesForm } from '../seal/version.ts'

/** A signature with a seal of any version (GM/T 0031-2014; GB/T 38540-2020, 7; GM/T 0031-2025), with the bytes as they arrived. */
export interface SealSignature {
  /** The whole `SES_Signature`, as it arrived. */
  readonly raw: Uint8Array
  /** The text that the signature is written to, told by its shape. Its seal may be of another, which does not pass. */
  readonly form: SesForm
  /** `TBS_Sign`, as it arrived: the bytes that the signer signed. */
  readonly signedBytes: Uint8Array
  readonly version: number
  readonly seal: Seal
  /** When the signer says that it signed. Nobody vouches for it. */
  readonly time: Date
  readonly timeInfo: TimeInfo
  /** SM3 of the data that is sealed: in OFD, of the whole `Signature.xml`. */
  readonly dataHash: Uint8Array
  /** Where the sealed data is: in OFD, the path of the `Signature.xml`, or JSON with it. */
  readonly propertyInfo: string
  /** `extDatas` of `TBS_Sign`. */
  readonly extensions: readonly SealExtension[]
  /** The signer's certificate 签章人证书, DER. The signature covers it in GM/T 0031-2014 alone. */
  readonly signerCertificate: Uint8Array
  /** OID of the signature algorithm. */
  readonly algorithm: string
  readonly signature: Uint8Array
  /** A time stamp over the signature, as it arrived; not in GM/T 0031-2014. */
  readonly timeStamp: Uint8Array | undefined
  /** What is not as the standard has it but was read all the same; what is in the seal is told there. */
  readonly deviations: readonly Deviation[]
}

/**
 * How `time` is written in `TBS_Sign`.
 *
 * - `time`: a GeneralizedTime, as the standards since 2020 have it, or an ASN.1 time inside the string of 2014
 * - `text`: digits in one of several forms (GM/T 0031-2014)
 * - `time-stamp`: a time stamp token (GM/T 0031-2014). `time` is what the token says, which nothing here has verified,
 *   and what it is over is told by no text at hand [?]
 */
export interface TimeInfo {
  readonly kind: 'time' | 'text' | 'time-stamp'
  /** What the string holds: the octets of the text, the ASN.1 time or the token. */
  readonly content: Uint8Array
}
