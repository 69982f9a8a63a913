import { type Certificate, type Check, failed, indeterminate, passed } from '@xinyin/core'
import type { SealPolicy } from '../policy.ts'
import type { SealRequest } from '../request.ts'

/** Nothing that is not seen, or that changes the order in which the rest is read. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

/** The name can be read as it is written, and is the applicant's to have. */
export async function checkRequestName(
  request: SealRequest,
  signer: Certificate,
  { ownsName }: SealPolicy,
): Promise<Check> {
  const id = 'seal-request.name'
  const { name } = request
  const fault = faultOf(name)
  if (fault !== undefined) return failed(id, 'ERR_SEAL_REQUEST_NAME', { reason: fault })
  if (await ownsName(name, signer, request)) return passed(id, { name })
  const { text, organization = '-' } = signer.subject
  return indeterminate(id, 'ERR_SEAL_REQUEST_OWNER', { name, organization, subject: text })
}

function faultOf(name: string): string | undefined {
  if (name.trim() !== name) return 'spaces around it'
  if (UNSEEN.test(name)) return 'characters that are not seen'
  return name.normalize('NFC') === name ? undefined : 'not in normal form C'
}
