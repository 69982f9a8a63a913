import { equalBytes } from '../bytes/sequence.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag } from '../der/tag.ts'
import { readBitStringBytes, readOctetString, readOid, readSmallInteger } from '../der/value.ts'
import {
  encodeBitString,
  encodeContext,
  encodeInteger,
  encodeOctetString,
  encodeSequence,
} from '../der/write.ts'
import { CoreError } from '../errors.ts'
import { readNumber } from '../gm/number.ts'
import { encodeSm2Point, SM2_CURVE } from '../gm/sm2/curve.ts'
import { secretMultipleOfBase } from '../gm/sm2/secret-multiple.ts'
import { CURVE_LENGTHS, type CurveKind, curveOfOid } from './curve.ts'
import { curveAlgorithm, curvePublicKey } from './curve-public-key.ts'
import { nistPoint } from './nist-point.ts'
import { keepSecret, type PrivateKey } from './private-key.ts'
import { secretError } from './secret-codes.ts'

/**
 * Reads an `ECPrivateKey` (RFC 5915, 3; SEC 1, C.4).
 *
 * @param around - the OID of the curve as what stands around the key says it: PKCS#8, or a block `EC PARAMETERS`
 * @throws CoreError `ERR_KEY_PRIVATE`, also where the curve is not said or said to be two; `ERR_KEY_ALGORITHM`
 */
export function readEcPrivateKey(node: DerNode, around: string | undefined): PrivateKey {
  if (around !== undefined) requireCurve(around)
  const fields = openDer(node)
  if (readSmallInteger(fields.next()) !== 1) throw secretError('ERR_KEY_PRIVATE')
  const scalar = readOctetString(fields.next())
  const parameters = fields.optional(contextTag(0))
  const stated = fields.optional(contextTag(1))
  fields.end()

  const curve = parameters === undefined ? around : readCurve(parseDer(parameters.content))
  if (curve === undefined || (around !== undefined && curve !== around)) throw secretError('ERR_KEY_PRIVATE')
  const kind = requireCurve(curve)
  const key = curvePrivateKey(kind, stated === undefined ? scalar : toLength(scalar, CURVE_LENGTHS[kind]))
  if (stated !== undefined) {
    const { point } = key.publicKey
    const statedPoint = readBitStringBytes(parseDer(stated.content))
    if (point === undefined || !equalBytes(point, statedPoint)) throw secretError('ERR_KEY_PRIVATE')
  }
  return key
}

/**
 * GnuTLS writes a scalar as an INTEGER would hold it: an octet longer than RFC 5915, 3 says where its first bit is set,
 * shorter where it starts with zeros. The public key beside it shows that nothing else is meant.
 */
function toLength(scalar: Uint8Array, length: number): Uint8Array {
  if (scalar.length === length + 1 && scalar[0] === 0) return scalar.subarray(1)
  if (scalar.length >= length || scalar.length === 0) return scalar
  const whole = new Uint8Array(length)
  whole.set(scalar, length - scalar.length)
  return whole
}

/** `ECParameters` (RFC 5480, 2.1.1): a named curve, as nothing else is read. */
export function readCurve(node: DerNode): string {
  return readOid(node)
}

function requireCurve(oid: string): CurveKind {
  const kind = curveOfOid(oid)
  if (kind === undefined) throw new CoreError('ERR_KEY_ALGORITHM', { algorithm: oid })
  return kind
}

/**
 * The private key that a scalar is.
 *
 * @throws CoreError `ERR_KEY_PRIVATE` where it is out of range: 1 to n-2 for SM2, 1 to n-1 for the NIST curves
 */
export function curvePrivateKey(kind: CurveKind, scalar: Uint8Array): PrivateKey {
  const key = tryCurvePrivateKey(kind, scalar)
  if (key === undefined) throw secretError('ERR_KEY_PRIVATE')
  return key
}

/** @returns nothing where the scalar is out of range, or of another length */
export function tryCurvePrivateKey(kind: CurveKind, scalar: Uint8Array): PrivateKey | undefined {
  if (scalar.length !== CURVE_LENGTHS[kind]) return undefined
  const point = kind === 'SM2' ? sm2Point(scalar) : nistPoint(kind, scalar)
  if (point === undefined) return undefined
  const ecPrivateKey = encodeSequence(
    encodeInteger(1),
    encodeOctetString(scalar),
    encodeContext(1, encodeBitString(point)),
  )
  const pkcs8 = encodeSequence(encodeInteger(0), curveAlgorithm(kind), encodeOctetString(ecPrivateKey))
  ecPrivateKey.fill(0)
  return keepSecret(curvePublicKey(kind, point), { pkcs8, scalar: new Uint8Array(scalar) })
}

function sm2Point(scalar: Uint8Array): Uint8Array | undefined {
  const number = readNumber(scalar)
  // n-1 is out: signing divides by 1 + d (GB/T 32918.1-2016, 6.1).
  if (number < 1n || number > SM2_CURVE.n - 2n) return undefined
  return encodeSm2Point(secretMultipleOfBase(scalar))
}
