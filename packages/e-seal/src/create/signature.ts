import {
  type Certificate,
  equalBytes,
  type PublicKey,
  parseCertificate,
  type Signer,
  TrustError,
} from '@xinyin/core'
import { isSm2WithSm3, SM2_WITH_SM3 } from '../seal/algorithm.ts'
import { sealError } from '../seal/codes.ts'
import type { Seal } from '../seal/seal.ts'
import type { SesForm } from '../seal/version.ts'
import { signatureError } from '../signature/codes.ts'
import { encodeSealSignature, encodeToSign } from '../signature/encode.ts'
import { dataHashOf, type SealedData } from '../signature/sealed-data.ts'
import { isLocalTime, madeLateBy } from '../verify/checks/seal-validity.ts'
import { listsSigner } from '../verify/checks/signature-signer-listed.ts'
import { showTime } from '../verify/moments.ts'

/** What is signed with a seal, and by whom. */
export interface NewSignature {
  readonly seal: Seal
  readonly signer: Signer
  /** The signer's certificate; may be left out when the seal holds it. */
  readonly certificate?: Certificate
  /** What is sealed: in OFD, the whole `Signature.xml`. */
  readonly data: SealedData
  /** Where it is: in OFD, the path of the `Signature.xml`. ASCII. */
  readonly propertyInfo: string
  readonly time: Date
}

/** A signature that lacks nothing but its value. */
export interface PreparedSealSignature {
  /** The text that it is written to: that of the seal. */
  readonly form: SesForm
  /** DER of `TBS_Sign`: the message to be signed. */
  readonly signedBytes: Uint8Array
  /** DER of the signer's certificate. */
  readonly signerCertificate: Uint8Array
  /** OID of the algorithm to sign with. */
  readonly algorithm: string
}

/**
 * Signs data with a seal, in the form of the seal (GB/T 38540-2020, 7).
 *
 * @returns DER of `SES_Signature`
 * @throws SealError `ERR_SIGNER_NOT_LISTED` when the seal does not name the signer; `ERR_SEAL_NOT_VALID`,
 *   `ERR_SEAL_NOT_YET_MADE` and `ERR_SIGNER_NOT_VALID` when the seal or the certificate is not valid at that time
 * @throws TypeError when the key is not SM2 or not that of the certificate
 */
export async function createSealSignature(options: NewSignature): Promise<Uint8Array> {
  const { seal, signer } = options
  if (!isSm2WithSm3(signer.algorithm)) throw new TypeError('signer: seals are used with SM2')
  const certificate = options.certificate ?? findCertificate(seal, signer.publicKey)
  if (certificate === undefined) throw signatureError('ERR_SIGNER_NOT_LISTED')
  const prepared = prepareSealSignature({ ...options, certificate, algorithm: signer.algorithm })
  if (!equalBytes(signer.publicKey.spki, certificate.publicKey.spki))
    throw new TypeError('certificate: not that of the signer')
  return finishSealSignature(prepared, await signer.sign(prepared.signedBytes))
}

/**
 * What is to be signed with a seal, for a key that is reached later or elsewhere.
 *
 * @throws SealError as {@link createSealSignature}
 */
export function prepareSealSignature(
  options: Omit<NewSignature, 'signer' | 'certificate'> & {
    readonly certificate: Certificate
    /** OID of the algorithm to sign with; SM2 with SM3 unless given. */
    readonly algorithm?: string
  },
): PreparedSealSignature {
  const { seal, certificate, algorithm = SM2_WITH_SM3 } = options
  if (!listsSigner(seal, certificate.raw)) throw signatureError('ERR_SIGNER_NOT_LISTED')
  refuseInvalid(seal, certificate, options.time)
  const { form } = seal
  const signerCertificate = certificate.raw
  const signedBytes = encodeToSign({
    form,
    version: seal.info.version,
    seal,
    signerCertificate,
    algorithm,
    time: options.time,
    dataHash: dataHashOf(options.data),
    propertyInfo: options.propertyInfo,
  })
  return { form, signedBytes, signerCertificate, algorithm }
}

/**
 * Puts the signature into its place.
 *
 * @param signature - over `signedBytes`, DER
 * @param timeStamp - a time stamp token over the octets of the signature
 * @returns DER of `SES_Signature`
 * @throws TypeError for a time stamp in the form of GM/T 0031-2014, which has no place for one
 */
export function finishSealSignature(
  prepared: PreparedSealSignature,
  signature: Uint8Array,
  timeStamp?: Uint8Array,
): Uint8Array {
  return encodeSealSignature({ ...prepared, signature, timeStamp })
}

/** A signature that nobody would accept is better not made. */
function refuseInvalid(seal: Seal, { notBefore, notAfter }: Certificate, time: Date): void {
  const { info } = seal
  if (!isLocalTime(madeLateBy(seal, time)))
    throw sealError('ERR_SEAL_NOT_YET_MADE', { made: showTime(info.createdAt), time: showTime(time) })
  const outside = (from: Date, to: Date) =>
    time < from || time > to ? { from: showTime(from), to: showTime(to), time: showTime(time) } : undefined
  const ofSeal = outside(info.validFrom, info.validTo)
  if (ofSeal !== undefined) throw sealError('ERR_SEAL_NOT_VALID', ofSeal)
  const ofSigner = outside(notBefore, notAfter)
  if (ofSigner !== undefined) throw signatureError('ERR_SIGNER_NOT_VALID', ofSigner)
}

/** The certificate in the seal's list that is for a key. */
export function findCertificate({ info: { signers } }: Seal, key: PublicKey): Certificate | undefined {
  if (signers.kind !== 'certificates') return undefined
  for (const der of signers.certificates) {
    try {
      const certificate = parseCertificate(der)
      if (equalBytes(certificate.publicKey.spki, key.spki)) return certificate
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
  }
  return undefined
}
