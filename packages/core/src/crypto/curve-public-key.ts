import { encodeBitString, encodeOid, encodeSequence } from '../der/write.ts'
import { CURVE_OIDS, type CurveKind } from './curve.ts'
import type { PublicKey } from './key.ts'
import { KEY_OIDS, parsePublicKey } from './public-key.ts'

/** The algorithm of a key on a curve: `ecPublicKey` and the curve's name. */
export function curveAlgorithm(kind: CurveKind): Uint8Array {
  return encodeSequence(encodeOid(KEY_OIDS.ec), encodeOid(CURVE_OIDS[kind]))
}

/**
 * The public key that a point is.
 *
 * @param point - `04 ‖ x ‖ y`
 * @throws CoreError `ERR_KEY_POINT`
 */
export function curvePublicKey(kind: CurveKind, point: Uint8Array): PublicKey {
  return parsePublicKey(encodeSequence(curveAlgorithm(kind), encodeBitString(point)))
}
