import type { SealError } from '../errors.ts'
import { sealError } from './codes.ts'

/** What a seal or a signature may hold. Those of real ones stay far below. */
export const SEAL_LIMITS = {
  /** Characters of the seal's name. */
  name: 400,
  /** Octets of any other text: identifiers, vendor, kind of picture, place of the sealed data. */
  text: 4096,
  /** Certificates or digests of those who may sign. */
  signers: 2000,
  extensions: 64,
} as const

export function overSealLimit(what: string, found: number, limit: number): SealError {
  return sealError('ERR_SEAL_LIMIT', { what, found, limit })
}
