import { type Certificate, digest, equalBytes, parseCertificate, type Signer, TrustError } from '@xinyin/core'
import { SealError } from '../errors.ts'
import type { Seal } from '../seal/seal.ts'
import { encodeSealSignature, encodeToSign } from '../signature/encode.ts'
import { isSm2WithSm3 } from '../verify/checks/seal-algorithm.ts'
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
  readonly data: Uint8Array
  /** Where it is: in OFD, the path of the `Signature.xml`. ASCII. */
  readonly propertyInfo: string
  readonly time: Date
}

/**
 * Signs data with a seal (GB/T 38540-2020, 7).
 *
 * @returns DER of `SES_Signature`
 * @throws SealError `ERR_SIGNER_NOT_LISTED` when the seal does not name the signer; `ERR_SEAL_NOT_VALID`,
 *   `ERR_SEAL_NOT_YET_MADE` and `ERR_SIGNER_NOT_VALID` when the seal or the certificate is not valid at that time
 * @throws TypeError when the key is not SM2 or not that of the certificate
 */
export async function createSealSignature(options: NewSignature): Promise<Uint8Array> {
  const { seal, signer } = options
  if (!isSm2WithSm3(signer.algorithm)) throw new TypeError('signer: seals are used with SM2')
  const certificate = options.certificate ?? findCertificate(seal, signer)
  if (certificate === undefined || !listsSigner(seal, certificate.raw))
    throw new SealError('ERR_SIGNER_NOT_LISTED')
  if (!equalBytes(signer.publicKey.spki, certificate.publicKey.spki))
    throw new TypeError('certificate: not that of the signer')
  refuseInvalid(seal, certificate, options.time)
  const signedBytes = encodeToSign({
    version: seal.info.version,
    seal,
    time: options.time,
    dataHash: digest('SM3', options.data),
    propertyInfo: options.propertyInfo,
  })
  const signature = await signer.sign(signedBytes)
  return encodeSealSignature({
    signedBytes,
    signerCertificate: certificate.raw,
    algorithm: signer.algorithm,
    signature,
  })
}

/** A signature that nobody would accept is better not made. */
function refuseInvalid(seal: Seal, { notBefore, notAfter }: Certificate, time: Date): void {
  const refuse = (code: 'ERR_SEAL_NOT_VALID' | 'ERR_SIGNER_NOT_VALID', from: Date, to: Date) => {
    if (time < from || time > to)
      throw new SealError(code, { from: showTime(from), to: showTime(to), time: showTime(time) })
  }
  const { info } = seal
  if (!isLocalTime(madeLateBy(seal, time)))
    throw new SealError('ERR_SEAL_NOT_YET_MADE', { made: showTime(info.createdAt), time: showTime(time) })
  refuse('ERR_SEAL_NOT_VALID', info.validFrom, info.validTo)
  refuse('ERR_SIGNER_NOT_VALID', notBefore, notAfter)
}

/** The certificate in the seal's list that is for the signer's key. */
function findCertificate({ info: { signers } }: Seal, signer: Signer): Certificate | undefined {
  if (signers.kind !== 'certificates') return undefined
  for (const der of signers.certificates) {
    try {
      const certificate = parseCertificate(der)
      if (equalBytes(certificate.publicKey.spki, signer.publicKey.spki)) return certificate
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
  }
  return undefined
}
