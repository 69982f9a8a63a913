import type { Sha2 } from './provider.ts'

/** The names of SHA-2 in `node:crypto`. */
export const NODE_SHA2: Readonly<Record<Sha2, string>> = {
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
}
