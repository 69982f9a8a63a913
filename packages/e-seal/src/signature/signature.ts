import type { Seal, SealExtension } from '../seal/seal.ts'

/** A signature with a seal of version 4 (GB/T 38540-2020, 7), with the bytes as they arrived. */
export interface SealSignature {
  /** The whole `SES_Signature`, DER. */
  readonly raw: Uint8Array
  /** DER of `TBS_Sign`: the bytes that the signer signed. */
  readonly signedBytes: Uint8Array
  readonly version: number
  readonly seal: Seal
  /** When the signer says that it signed. Nobody vouches for it. */
  readonly time: Date
  /** SM3 of the data that is sealed: in OFD, of the whole `Signature.xml`. */
  readonly dataHash: Uint8Array
  /** Where the sealed data is: in OFD, the path of the `Signature.xml`, or JSON with it. */
  readonly propertyInfo: string
  /** `extDatas` of `TBS_Sign`. */
  readonly extensions: readonly SealExtension[]
  /** The signer's certificate 签章人证书, DER. The signature does not cover it. */
  readonly signerCertificate: Uint8Array
  /** OID of the signature algorithm. */
  readonly algorithm: string
  readonly signature: Uint8Array
  /** A time stamp over the signature, as it arrived. */
  readonly timeStamp: Uint8Array | undefined
}
