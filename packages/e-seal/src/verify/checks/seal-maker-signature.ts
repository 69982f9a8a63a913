import { type Certificate, type Check, failed, failedBy, passed, TrustError } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import { verifyValue } from '../value.ts'

/**
 * The seal maker signed this seal (GB/T 38540-2020, 6.2).
 *
 * The signature covers the DER of `SES_SealInfo` as it arrived, not a re-encoding, and nothing else: neither the
 * maker's certificate nor the algorithm.
 */
export async function checkMakerSignature(seal: Seal, maker: Certificate | TrustError): Promise<Check> {
  const id = 'seal.maker-signature'
  if (maker instanceof TrustError) return failedBy(id, maker)
  const { holds, form } = await verifyValue(seal.algorithm, maker.publicKey, seal.info.raw, seal.signature)
  const facts = { maker: maker.subject.text, form }
  return holds ? passed(id, facts) : failed(id, 'ERR_SEAL_MAKER_SIGNATURE', facts)
}
