import { type Certificate, equalBytes, sameName } from '@xinyin/core'
import { SealError } from '../errors.ts'
import type { Seal } from '../seal/seal.ts'
import { listsSigner } from '../verify/checks/signature-signer-listed.ts'
import type { StatusRole } from './checks/signer.ts'
import { makerDigest } from './digest.ts'
import type { SealStatusStatement } from './list.ts'

/** A list or an answer that was verified: who says it, and in what role. */
export interface VerifiedStatement {
  readonly content: SealStatusStatement
  readonly signer: Certificate
  readonly role: StatusRole
}

/**
 * Refuses what somebody says of a seal that is not his to speak of: of makers whom he does not name nobody tells; a
 * status issuer tells of those whom he names, a maker of his own seals. That is he who holds the key of the seal's maker,
 * or the name that the same authority gave to both. And whoever signs with a seal does not say that it holds.
 *
 * @throws SealError `ERR_SEAL_STATUS_MAKER`
 */
export function assertSpeaksFor(
  { content, signer, role }: VerifiedStatement,
  seal: Seal,
  maker: Certificate,
): void {
  const isNamed = content.makers.includes(makerDigest(maker))
  const isMaker =
    equalBytes(signer.publicKey.spki, maker.publicKey.spki) ||
    (sameName(signer.subject, maker.subject) && sameName(signer.issuer, maker.issuer))
  if (isNamed && (role === 'status-issuer' || isMaker) && !listsSigner(seal, signer.raw)) return
  throw new SealError('ERR_SEAL_STATUS_MAKER', { by: signer.subject.text, maker: maker.subject.text })
}
