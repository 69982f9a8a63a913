import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { readBitStringBytes, readInteger, readNull, readOid } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { assertPoint, curveOfOid } from './curve.ts'
import { isEdwardsKey } from './edwards-key.ts'
import type { PssRestriction, PublicKey } from './key.ts'
import { hasRocaShape } from './roca.ts'
import { readPssParameters } from './rsa-pss.ts'

export const KEY_OIDS = {
  ec: '1.2.840.10045.2.1',
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ed25519: '1.3.101.112',
  ed448: '1.3.101.113',
} as const

/**
 * Reads a `SubjectPublicKeyInfo` (RFC 5280, 4.1.2.7): SM2, P-256, P-384, P-521, RSA of 2048 to 8192 bits, Ed25519, Ed448.
 *
 * Points are proved to lie on their curve. Only the uncompressed form is read, and only named curves. An RSA key under
 * `id-RSASSA-PSS` keeps its restrictions.
 *
 * @param spki - DER
 * @throws CoreError `ERR_KEY_ALGORITHM`, `ERR_KEY_POINT`, `ERR_KEY_RSA`, `ERR_KEY_ROCA`, and the `ERR_DER_…` codes
 */
export function parsePublicKey(spki: Uint8Array): PublicKey {
  // A caller that goes on to change its buffer must not change the key.
  const bytes = new Uint8Array(spki)
  const fields = openDer(parseDer(bytes, { maxBytes: 8192, maxDepth: 8, maxElements: 16 }))
  const algorithm = openDer(fields.next())
  const oid = readOid(algorithm.next())
  const key = readBitStringBytes(fields.next())
  fields.end()

  if (oid === KEY_OIDS.ec) {
    const curve = readOid(algorithm.next())
    algorithm.end()
    const kind = curveOfOid(curve)
    if (kind === undefined) throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: curve })
    assertPoint(kind, key)
    return { kind, spki: bytes, point: key }
  }
  if (oid === KEY_OIDS.rsa) {
    readNull(algorithm.next())
    algorithm.end()
    assertRsaKey(parseDer(key))
    return { kind: 'RSA', spki: bytes, point: undefined }
  }
  if (oid === KEY_OIDS.rsaPss) {
    const pssOnly = readPssRestriction(algorithm.optional(0x30))
    algorithm.end()
    assertRsaKey(parseDer(key))
    return { kind: 'RSA', spki: bytes, point: undefined, pssOnly }
  }
  if (oid === KEY_OIDS.ed25519) {
    algorithm.end()
    if (!isEdwardsKey('Ed25519', key)) throw new CoreError('ERR_KEY_POINT', { curve: 'Ed25519' })
    return { kind: 'Ed25519', spki: bytes, point: undefined }
  }
  if (oid === KEY_OIDS.ed448) {
    algorithm.end()
    if (!isEdwardsKey('Ed448', key)) throw new CoreError('ERR_KEY_POINT', { curve: 'Ed448' })
    return { kind: 'Ed448', spki: bytes, point: undefined }
  }
  throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: oid })
}

/** The restrictions of an `id-RSASSA-PSS` key: none where parameters are absent (RFC 4055, 3.1). */
function readPssRestriction(parameters: DerNode | undefined): PssRestriction {
  if (parameters === undefined) return { hash: undefined, minimumSalt: 0 }
  const pss = readPssParameters(parameters.raw)
  // A key that is held to SHA-1, or to what is not read, can make no signature that is taken.
  if (pss === undefined) throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: KEY_OIDS.rsaPss })
  return { hash: pss.hash, minimumSalt: pss.saltLength }
}

/** `RSAPublicKey` (RFC 8017, A.1.1) of a size that is neither weak nor a burden. */
function assertRsaKey(node: DerNode): void {
  const fields = openDer(node)
  const modulus = readInteger(fields.next())
  const exponent = readInteger(fields.next())
  fields.end()
  const bits = modulus > 0n ? modulus.toString(2).length : 0
  // Exponents of more than 33 bits are made for nothing but slow verification, and not every platform imports them.
  const sane = exponent >= 3n && exponent % 2n === 1n && exponent < 1n << 33n
  if (bits < 2048 || bits > 8192 || modulus % 2n === 0n || !sane)
    throw new CoreError('ERR_KEY_RSA', { bits, exponent: exponent.toString().slice(0, 40) })
  if (hasRocaShape(modulus)) throw new CoreError('ERR_KEY_ROCA')
}
