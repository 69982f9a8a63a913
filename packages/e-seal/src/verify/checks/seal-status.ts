import { type Certificate, type Check, indeterminate, skipped, type TrustError } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'
import type { Moments } from '../moments.ts'
import type { SealStatusContext, SealStatusPolicy } from '../seal-status.ts'

const ID = 'seal.status'

/**
 * The seal's maker has not withdrawn it 印章状态. What was sealed from the withdrawal on fails; what claims to be from
 * before needs proof of that time once the seal is withdrawn, as with a certificate that was revoked. A suspension that
 * is over counts against what was sealed in it.
 *
 * @param made - the checks of the seal that were made before this one
 */
export async function checkSealStatus(
  seal: Seal,
  maker: Certificate | TrustError,
  policy: SealStatusPolicy & Pick<SealStatusContext, 'trust' | 'revocation'>,
  moments: Moments,
  made: readonly Check[],
): Promise<Check> {
  const { status: checker, requireStatus = false } = policy
  const facts = { id: seal.info.id.slice(0, 100) }
  if (checker === undefined)
    return requireStatus ? indeterminate(ID, 'ERR_SEAL_STATUS_MISSING', facts) : skipped(ID, 'seal-status')
  const { askSealStatus } = await import('../seldom.ts')
  return askSealStatus(seal, maker, { ...policy, status: checker }, moments, made)
}
