import { type Certificate, type Check, equalBytes, failed, passed } from '@xinyin/core'
import type { SealRequest } from '../request.ts'

/** Who is to sign with the seal signed the request: he holds the key, and wants the seal. */
export function checkPossession(signer: Certificate, { signers }: SealRequest): Check {
  const id = 'seal-request.possession'
  const facts = { signer: signer.subject.text }
  return signers.some(({ raw }) => equalBytes(raw, signer.raw))
    ? passed(id, facts)
    : failed(id, 'ERR_SEAL_REQUEST_POSSESSION', facts)
}
