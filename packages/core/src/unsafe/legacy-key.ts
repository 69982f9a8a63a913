import type { PublicKey } from '../crypto/key.ts'
import { KEY_OIDS, parsePublicKey } from '../crypto/public-key.ts'
import { openDer, parseDer } from '../der/read.ts'
import { readBitStringBytes, readInteger, readNull, readOid } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { DSA_KEY, readDsaKey } from './dsa.ts'

/**
 * Reads a `SubjectPublicKeyInfo` as `parsePublicKey` does, and RSA keys of 1024 to 2047 bits and DSA keys too.
 *
 * @param issuer - the key whose parameters a DSA key without its own takes over
 * @throws CoreError `ERR_KEY_…`, and the `ERR_DER_…` codes
 */
export function parseLegacyPublicKey(spki: Uint8Array, issuer?: PublicKey): PublicKey {
  const bytes = new Uint8Array(spki)
  const fields = openDer(parseDer(bytes, { maxBytes: 8192, maxDepth: 8, maxElements: 16 }))
  const algorithm = openDer(fields.next())
  const oid = readOid(algorithm.next())
  const bits = readBitStringBytes(fields.next())
  fields.end()
  if (oid === DSA_KEY) {
    const parameters = algorithm.optional(0x30)
    algorithm.end()
    return readDsaKey(bytes, parameters, bits, issuer)
  }
  if (oid !== KEY_OIDS.rsa) return parsePublicKey(spki)
  readNull(algorithm.next())
  algorithm.end()
  return isSmallRsa(bits) ? { kind: 'RSA', spki: bytes, point: undefined } : parsePublicKey(spki)
}

/** Whether a key is too small for today, and otherwise sane; what is neither is for `parsePublicKey` to refuse. */
function isSmallRsa(key: Uint8Array): boolean {
  const fields = openDer(parseDer(key))
  const modulus = readInteger(fields.next())
  const exponent = readInteger(fields.next())
  fields.end()
  if (modulus < 1n << 1023n || modulus >= 1n << 2047n) return false
  if (modulus % 2n === 1n && exponent >= 3n && exponent % 2n === 1n && exponent < 1n << 33n) return true
  throw new CoreError('ERR_KEY_RSA', {
    bits: modulus.toString(2).length,
    exponent: exponent.toString().slice(0, 40),
  })
}
