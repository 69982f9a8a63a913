import { type Check, failed, indeterminate, passed, skipped } from '@xinyin/core'
import type { SealRegister } from '../policy.ts'
import type { SealRequest } from '../request.ts'

/**
 * The seal that is to be renewed is there, of the same name, and was not withdrawn: one that was suspended does not come
 * back by being renewed.
 */
export async function checkRenews(
  { name, renews }: SealRequest,
  register: SealRegister | undefined,
): Promise<Check> {
  const id = 'seal-request.renews'
  if (renews === undefined) return skipped(id, 'seal-to-renew')
  const facts = { seal: renews }
  if (register === undefined) return indeterminate(id, 'ERR_SEAL_REQUEST_RENEWS', facts)
  const record = await register.find(renews)
  const isNamed = (await register.findByName(name)).some((each) => each.id === renews)
  return record?.status.state === 'valid' && isNamed
    ? passed(id, facts)
    : failed(id, 'ERR_SEAL_REQUEST_RENEWS', facts)
}
