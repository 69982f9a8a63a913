import { shake256 } from '@noble/hashes/sha3.js'
import { readNumber, writeNumber } from '../gm/number.ts'
import { EDWARDS_CURVES, type EdwardsKind } from './edwards-key.ts'
import { hashParts } from './hash.ts'
import { climb } from './ladder.ts'
import { modularPower } from './modular-power.ts'
import { randomBytes } from './random.ts'

/** The base point of each curve (RFC 8032, 5.1 and 5.2). */
const BASES: Readonly<Record<EdwardsKind, { readonly x: bigint; readonly y: bigint }>> = {
  Ed25519: {
    x: 0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51an,
    y: 0x6666666666666666666666666666666666666666666666666666666666666658n,
  },
  Ed448: {
    x: 0x4f1970c66bed0ded221d15a622bf36da9e146570470f1767ea6de324a3d3a46412ae1af72ab66511433b80e18b00938e2626a82bc70cc05en,
    y: 0x693f46716eb6bc248876203756c9c7624bea73736ca3984087789c1e05a0c2d73ad3ff1ce67c39c4fdbd132c4ed7c8ad9808795bf230fa14n,
  },
}

/** x = X/Z, y = Y/Z; the neutral element is (0 : 1 : 1). */
type Point = readonly [X: bigint, Y: bigint, Z: bigint]

/** Complete on both curves, whose a is a square and whose d is none (RFC 8032, 5.2.4, with a). */
function adder(kind: EdwardsKind): (p: Point, q: Point) => Point {
  const { p: modulus, a, d } = EDWARDS_CURVES[kind]
  return ([X1, Y1, Z1], [X2, Y2, Z2]) => {
    const zz = (Z1 * Z2) % modulus
    const xx = (X1 * X2) % modulus
    const yy = (Y1 * Y2) % modulus
    const squared = (zz * zz) % modulus
    const twist = (((d * xx) % modulus) * yy) % modulus
    const cross = ((X1 + Y1) * (X2 + Y2) - xx - yy) % modulus
    const [minus, plus] = [squared - twist, squared + twist]
    return [
      (((zz * minus) % modulus) * cross) % modulus,
      (((zz * plus) % modulus) * (yy - a * xx)) % modulus,
      (minus * plus) % modulus,
    ]
  }
}

/** The octets of a scalar, little-endian: the first half of a hash of the seed, pruned (RFC 8032, 5.1.5 and 5.2.5). */
function scalarOctets(kind: EdwardsKind, seed: Uint8Array): Uint8Array {
  if (kind === 'Ed25519') {
    const octets = new Uint8Array(hashParts('SHA-512', [seed]).subarray(0, 32))
    octets[0] = (octets[0] ?? 0) & 0xf8
    octets[31] = ((octets[31] ?? 0) & 0x7f) | 0x40
    return octets
  }
  const octets = new Uint8Array(shake256(seed, { dkLen: 114 }).subarray(0, 57))
  octets[0] = (octets[0] ?? 0) & 0xfc
  octets[55] = (octets[55] ?? 0) | 0x80
  octets[56] = 0
  return octets
}

/** The public key of a seed of the curve's length. */
export function edwardsPoint(kind: EdwardsKind, seed: Uint8Array): Uint8Array {
  const { p, length } = EDWARDS_CURVES[kind]
  const octets = scalarOctets(kind, seed)
  const scalar = readNumber(octets.reverse())
  octets.fill(0)
  const { x, y } = BASES[kind]
  // The base point in coordinates that nobody knows, so that the steps on the way differ from call to call.
  const z = (readNumber(randomBytes(length)) % (p - 1n)) + 1n
  const [X, Y, Z] = climb<Point>(scalar, 8 * length, [x * z, y * z, z], [0n, 1n, 1n], adder(kind))
  const inverse = modularPower(Z + p, p - 2n, p)
  const affine = (coordinate: bigint) => (((coordinate * inverse) % p) + p) % p
  const key = writeNumber(affine(Y), length).reverse()
  key[length - 1] = (key[length - 1] ?? 0) | (Number(affine(X) & 1n) << 7)
  return key
}
