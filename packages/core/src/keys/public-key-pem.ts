import type { PublicKey } from '../crypto/key.ts'
import { KEY_OIDS, parsePublicKey } from '../crypto/public-key.ts'
import { encodeBitString, encodeNull, encodeOid, encodeSequence } from '../der/write.ts'
import { decodePem, encodePem } from '../x509/pem.ts'
import { keysError } from './codes.ts'

/**
 * Reads a public key in PEM: `PUBLIC KEY` (RFC 7468, 13), or `RSA PUBLIC KEY` (PKCS#1; RFC 8017, A.1.1).
 *
 * @throws CoreError `ERR_KEYS_PUBLIC` unless there is one such block and no private key beside it, and what
 *   `parsePublicKey` throws
 */
export function parsePublicKeyPem(pem: string | Uint8Array): PublicKey {
  const blocks = decodePem(pem, { maxBytes: 65536, maxBlocks: 8 })
  const [block, ...more] = blocks.filter(({ label }) => label.endsWith('PUBLIC KEY'))
  const hasPrivate = blocks.some(({ label }) => label.endsWith('PRIVATE KEY'))
  if (block === undefined || more.length > 0 || hasPrivate) throw keysError('ERR_KEYS_PUBLIC')
  if (block.label === 'PUBLIC KEY') return parsePublicKey(block.der)
  if (block.label !== 'RSA PUBLIC KEY') throw keysError('ERR_KEYS_PUBLIC')
  const algorithm = encodeSequence(encodeOid(KEY_OIDS.rsa), encodeNull())
  return parsePublicKey(encodeSequence(algorithm, encodeBitString(block.der)))
}

/** Writes a public key as PEM, `PUBLIC KEY`. */
export function encodePublicKeyPem({ spki }: PublicKey): string {
  return encodePem('PUBLIC KEY', spki)
}
