import { type Certificate, equalBytes, sameName, signatureScheme } from '@xinyin/core'
import type { Seal } from '../seal/seal.ts'
import { listsSigner } from '../verify/checks/signature-signer-listed.ts'
import { statusError } from './codes.ts'
import { makerDigest } from './digest.ts'
import type { VerifiedSealStatus } from './inspect.ts'
import type { SealStatusStatement } from './list.ts'

/**
 * Refuses what somebody says of a seal that is not his to speak of: of makers whom he does not name nobody tells; a
 * status issuer tells of those whom he names, a maker of his own seals. And whoever signs with a seal does not say that
 * it holds.
 *
 * @throws SealError `ERR_SEAL_STATUS_MAKER`
 */
export async function assertSpeaksFor(
  verified: VerifiedSealStatus<SealStatusStatement>,
  seal: Seal,
  maker: Certificate,
): Promise<void> {
  const { content, signer, role } = verified
  const isNamed = content.makers.includes(makerDigest(maker)) && !listsSigner(seal, signer.raw)
  if (isNamed && (role === 'status-issuer' || (await isMaker(verified, maker)))) return
  throw statusError('ERR_SEAL_STATUS_MAKER', { by: signer.subject.text, maker: maker.subject.text })
}

/**
 * Whether the signer is the maker: he holds the key, or one authority gave both certificates to one name. That the names
 * of their authorities are the same would not do, since two may call themselves so.
 */
async function isMaker(
  { signer, authority }: VerifiedSealStatus<SealStatusStatement>,
  { publicKey, subject, signatureAlgorithm, tbs, signature }: Certificate,
): Promise<boolean> {
  if (equalBytes(signer.publicKey.spki, publicKey.spki)) return true
  if (authority === undefined || !sameName(signer.subject, subject)) return false
  return (await signatureScheme(signatureAlgorithm)?.verify(authority.publicKey, tbs, signature)) === true
}
