import { DEFAULT_USER_ID, identityInput } from '../gm/sm2/user.ts'
import type { PublicKey } from './key.ts'
import { digestSm3 } from './sm3.ts'

const withDefaultId = new WeakMap<PublicKey, Uint8Array>()

/**
 * Z, which binds a signature to the signer's id and key (GB/T 32918.2-2016, 5.5).
 *
 * @param userId - `1234567812345678` unless given; an empty one is an id too
 */
export function sm2Identity(key: PublicKey, userId: Uint8Array = DEFAULT_USER_ID): Uint8Array {
  if (key.kind !== 'SM2' || key.point === undefined)
    throw new TypeError(`publicKey: expected an SM2 key, found ${key.kind}`)
  if (userId !== DEFAULT_USER_ID) return digestSm3(identityInput(key.point, userId))
  const kept = withDefaultId.get(key)
  if (kept !== undefined) return kept
  const z = digestSm3(identityInput(key.point, userId))
  withDefaultId.set(key, z)
  return z
}
