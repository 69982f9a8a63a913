import { children, parseDer, readIntegerBytes } from '@xinyin/core/der'
import { SsoError } from '../errors.ts'

/**
 * Turns `SEQUENCE { r, s }` into `r ‖ s` of fixed length, as JOSE has it (RFC 7518, 3.4).
 *
 * @param size - bytes of each of the two numbers
 */
export function rawSignature(der: Uint8Array, size: number): Uint8Array {
  const numbers = children(parseDer(der)).map((node) => readIntegerBytes(node))
  const raw = new Uint8Array(size * 2)
  for (const [index, number] of numbers.entries()) {
    const significant = number[0] === 0 ? number.subarray(1) : number
    if (index > 1 || significant.length > size) {
      throw new SsoError('ERR_SSO_CLIENT_KEY', { found: 'a signature of another size' })
    }
    raw.set(significant, (index + 1) * size - significant.length)
  }
  return raw
}
