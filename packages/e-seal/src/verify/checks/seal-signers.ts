import { type Check, failed, passed } from '@xinyin/core'
import type { Seal } from '../../seal/seal.ts'

const DIGEST_BYTES = 32

/** The seal names who may sign with it: at least one certificate, or digests of a length that SM3 gives. */
export function checkSigners({ info }: Seal): Check {
  const { signers } = info
  const count = signers.kind === 'certificates' ? signers.certificates.length : signers.digests.length
  const facts = { kind: signers.kind, count }
  const wellFormed =
    signers.kind === 'certificates' || signers.digests.every(({ digest }) => digest.length === DIGEST_BYTES)
  return wellFormed && count > 0
    ? passed('seal.signers', facts)
    : failed('seal.signers', 'ERR_SEAL_SIGNERS', facts)
}
