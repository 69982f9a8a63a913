import { type Certificate, type Check, equalBytes, failed, passed, skipped, TrustError } from '@xinyin/core'

/** Nobody made the seal that he signs with: maker and signer hold different keys. */
export function checkMakerIndependent(
  maker: Certificate | TrustError,
  signer: Certificate | TrustError,
): Check {
  const id = 'signature.maker-independent'
  if (maker instanceof TrustError) return skipped(id, 'seal.maker-signature')
  if (signer instanceof TrustError) return skipped(id, 'signature.value')
  return equalBytes(maker.publicKey.spki, signer.publicKey.spki)
    ? failed(id, 'ERR_SIGNATURE_OWN_SEAL', { signer: signer.subject.text })
    : passed(id)
}
