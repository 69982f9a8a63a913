import { type Certificate, type Check, failed, failedBy, passed, TrustError } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import { verifyValue } from '../value.ts'

/**
 * The seal maker signed this seal (GB/T 38540-2020, 6.2).
 *
 * The signature covers `SES_SealInfo` as it arrived, not a re-encoding. Since 2020 it covers nothing else: neither the
 * maker's certificate nor the algorithm, which in GM/T 0031-2014 are signed too.
 */
export async function checkMakerSignature(seal: Seal, maker: Certificate | TrustError): Promise<Check> {
  const id = 'seal.maker-signature'
  if (maker instanceof TrustError) return failedBy(id, maker)
  const { algorithm, makerSignedBytes, signature } = seal
  const { holds, form } = await verifyValue(algorithm, maker.publicKey, makerSignedBytes, signature)
  const facts = { maker: maker.subject.text, form }
  return holds ? passed(id, facts) : failed(id, 'ERR_SEAL_MAKER_SIGNATURE', facts)
}
