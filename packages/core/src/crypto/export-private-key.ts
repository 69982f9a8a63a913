import { type PrivateKey, secretOf } from './private-key.ts'

/** Gives a private key away, as PKCS#8 DER: for storing it, encrypted, where it belongs. */
export function exportPrivateKey(key: PrivateKey): Uint8Array {
  return new Uint8Array(secretOf(key).pkcs8)
}
