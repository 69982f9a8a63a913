import { type Certificate, type Check, failed, failedBy, passed, TrustError } from '@xinyin/core'
import type { SealSignature } from '../../signature/signature.ts'
import { verifyValue } from '../value.ts'

/** The signer signed the DER of `TBS_Sign` as it arrived (GB/T 38540-2020, 7.2). */
export async function checkSignatureValue(
  signature: SealSignature,
  signer: Certificate | TrustError,
): Promise<Check> {
  const id = 'signature.value'
  if (signer instanceof TrustError) return failedBy(id, signer)
  const { algorithm, signedBytes } = signature
  const { holds, form } = await verifyValue(algorithm, signer.publicKey, signedBytes, signature.signature)
  const facts = { signer: signer.subject.text, form }
  return holds ? passed(id, facts) : failed(id, 'ERR_SIGNATURE_VALUE', facts)
}
