import { type Check, digestSm3, equalBytes, failed, passed } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import type { SealSignature } from '../../signature/signature.ts'

/** Whether the seal names this certificate: by its bytes, or by their SM3. */
export function listsSigner({ info: { signers } }: Seal, certificate: Uint8Array): boolean {
  if (signers.kind === 'certificates')
    return signers.certificates.some((listed) => equalBytes(listed, certificate))
  const wanted = digestSm3(certificate)
  return signers.digests.some((listed) => equalBytes(listed.digest, wanted))
}

/** The seal's maker named the signer as one who may use it (GB/T 38540-2020, 7.2). */
export function checkSignerListed({ seal, signerCertificate }: SealSignature): Check {
  const facts = { kind: seal.info.signers.kind }
  return listsSigner(seal, signerCertificate)
    ? passed('signature.signer-listed', facts)
    : failed('signature.signer-listed', 'ERR_SIGNATURE_SIGNER_NOT_LISTED', facts)
}
