import { encodeBitString, encodeInteger, encodeOctetString, encodeOid, encodeSequence } from '../der/write.ts'
import { EDWARDS_CURVES, type EdwardsKind } from './edwards-key.ts'
import { edwardsPoint } from './edwards-point.ts'
import { keepSecret, type PrivateKey } from './private-key.ts'
import { KEY_OIDS, parsePublicKey } from './public-key.ts'
import { secretError } from './secret-codes.ts'

const OIDS = { Ed25519: KEY_OIDS.ed25519, Ed448: KEY_OIDS.ed448 } as const

/** Octets of a seed, and of a public key (RFC 8032, 5.1.5 and 5.2.5). */
export const edwardsLength = (kind: EdwardsKind): number => EDWARDS_CURVES[kind].length

/**
 * The private key that a seed is: `CurvePrivateKey` (RFC 8410, 7).
 *
 * @throws CoreError `ERR_KEY_PRIVATE` where it is of another length
 */
export function edwardsPrivateKey(kind: EdwardsKind, seed: Uint8Array): PrivateKey {
  if (seed.length !== EDWARDS_CURVES[kind].length) throw secretError('ERR_KEY_PRIVATE')
  const algorithm = encodeSequence(encodeOid(OIDS[kind]))
  const point = edwardsPoint(kind, seed)
  const publicKey = parsePublicKey(encodeSequence(algorithm, encodeBitString(point)))
  const pkcs8 = encodeSequence(encodeInteger(0), algorithm, encodeOctetString(encodeOctetString(seed)))
  return keepSecret(publicKey, { pkcs8, scalar: new Uint8Array(seed) })
}
