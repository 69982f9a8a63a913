import { assertOctets } from '../../bytes/octets.ts'
import { encodeUtf8 } from '../../bytes/utf8.ts'
import { writeNumber } from '../number.ts'
import { SM2_CURVE, SM2_LENGTH } from './curve.ts'

/** The user id that everyone takes when nothing else is agreed (GM/T 0009-2012, clause 10). */
export const DEFAULT_USER_ID: Uint8Array = /* @__PURE__ */ encodeUtf8('1234567812345678')

const MAX_LENGTH = 0xffff >> 3

/**
 * What is hashed to Z: the id's length in bits, the id, the curve, the public key (GB/T 32918.2-2016, 5.5).
 *
 * @param point - the public key, `04 ‖ x ‖ y`
 * @param userId - at most 8191 octets; may be empty
 */
export function identityInput(point: Uint8Array, userId: Uint8Array): Uint8Array {
  assertOctets('userId', userId)
  if (userId.length > MAX_LENGTH) throw new RangeError(`userId: at most ${MAX_LENGTH} octets`)
  const input = new Uint8Array(2 + userId.length + 6 * SM2_LENGTH)
  const bits = userId.length * 8
  input.set([bits >> 8, bits & 0xff])
  input.set(userId, 2)
  let at = 2 + userId.length
  for (const number of [SM2_CURVE.a, SM2_CURVE.b, SM2_CURVE.Gx, SM2_CURVE.Gy]) {
    input.set(writeNumber(number, SM2_LENGTH), at)
    at += SM2_LENGTH
  }
  input.set(point.subarray(1), at)
  return input
}
