import type { Certificate } from '@xinyin/core'
import type { Seal } from '../seal/seal.ts'
import type { SealStatus, SealStatusFinding } from '../verify/seal-status.ts'
import { assertSpeaksFor } from './authority.ts'
import { statusError } from './codes.ts'
import { sealDigest } from './digest.ts'
import type { VerifiedSealStatus } from './inspect.ts'
import { hasSeal, type SealStatusList } from './list.ts'
import type { SealStatusAnswer } from './parse.ts'

/**
 * What a verified list says of a seal.
 *
 * @param maker - the certificate of the seal's maker, whose signature over the seal holds
 * @throws SealError `ERR_SEAL_STATUS_MAKER` for a list that does not tell of this maker's seals,
 *   `ERR_SEAL_STATUS_UNKNOWN` where the seal is not on it, `ERR_SEAL_STATUS_OTHER` where another one is under its
 *   identifier
 */
export async function findInSealStatusList(
  verified: VerifiedSealStatus<SealStatusList>,
  seal: Seal,
  maker: Certificate,
): Promise<SealStatusFinding> {
  await assertSpeaksFor(verified, seal, maker)
  const { valid, others } = verified.content
  const digest = sealDigest(seal)
  const entry = others.get(digest)
  if (entry !== undefined) return finding(verified, entry.status)
  if (hasSeal(valid, digest)) return finding(verified, { state: 'valid', suspensions: [] })
  const isTaken = [...others.values()].some(({ id }) => id === seal.info.id)
  throw unknownError(isTaken ? 'ERR_SEAL_STATUS_OTHER' : 'ERR_SEAL_STATUS_UNKNOWN', verified)
}

/** What a verified answer says of a seal. @throws as {@link findInSealStatusList} */
export async function findInSealStatusAnswer(
  verified: VerifiedSealStatus<SealStatusAnswer>,
  seal: Seal,
  maker: Certificate,
): Promise<SealStatusFinding> {
  await assertSpeaksFor(verified, seal, maker)
  const { entries, unknown } = verified.content
  const digest = sealDigest(seal)
  const entry = entries.find((each) => each.digest === digest)
  if (entry !== undefined) return finding(verified, entry.status)
  const isUnknown = unknown.includes(seal.info.id)
  throw unknownError(isUnknown ? 'ERR_SEAL_STATUS_UNKNOWN' : 'ERR_SEAL_STATUS_OTHER', verified)
}

type Told = VerifiedSealStatus<SealStatusList | SealStatusAnswer>

const finding = ({ content, signer }: Told, status: SealStatus): SealStatusFinding => ({
  status,
  issuedAt: content.issuedAt,
  by: signer.subject.text,
})

const unknownError = (code: 'ERR_SEAL_STATUS_UNKNOWN' | 'ERR_SEAL_STATUS_OTHER', { signer }: Told) =>
  statusError(code, { by: signer.subject.text })
