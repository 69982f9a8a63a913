import { type Check, failed, passed, skipped } from '@xinyin/core'
import type { SealRegister } from '../policy.ts'
import type { SealRequest } from '../request.ts'

/** No other seal of that name is in use, but that which this one is to take the place of. */
export async function checkDuplicate(
  { name, renews }: SealRequest,
  register: SealRegister | undefined,
  at: Date,
): Promise<Check> {
  const id = 'seal-request.duplicate'
  if (register === undefined) return skipped(id, 'seal-register')
  const found = await register.findByName(name)
  const other = found.find(
    (record) => record.status.state !== 'revoked' && record.validTo >= at && record.id !== renews,
  )
  return other === undefined ? passed(id) : failed(id, 'ERR_SEAL_REQUEST_DUPLICATE', { seal: other.id })
}
