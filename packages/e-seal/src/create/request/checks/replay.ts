import { type Check, failed, passed, skipped } from '@xinyin/core'
import type { SealRegister } from '../policy.ts'
import type { SealRequest } from '../request.ts'

/** The request was not dealt with before: one that is sent twice asks for one seal. */
export async function checkReplay(
  { request }: SealRequest,
  register: SealRegister | undefined,
): Promise<Check> {
  const id = 'seal-request.replay'
  if (register === undefined) return skipped(id, 'seal-register')
  return (await register.hasRequest(request))
    ? failed(id, 'ERR_SEAL_REQUEST_REPLAYED', { request })
    : passed(id, { request })
}
