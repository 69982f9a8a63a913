import { readNumber, writeNumber } from '../gm/number.ts'
import { CURVE_LENGTHS, EQUATIONS, type NistKind } from './curve.ts'
import { climb } from './ladder.ts'
import { modularPower } from './modular-power.ts'
import { randomBytes } from './random.ts'

// Finding the public point of a private key takes little of a curve. It is here so that reading keys, which answers at
// once, does not load all the rest.

interface Base {
  readonly n: bigint
  readonly x: bigint
  readonly y: bigint
}

/** The order and the base point of each curve (SP 800-186, 3.2.1). */
const BASES: Readonly<Record<NistKind, Base>> = {
  'P-256': {
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  },
  'P-384': {
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
  },
  'P-521': {
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    x: 0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
    y: 0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
  },
}

/** Homogeneous coordinates: x = X/Z, y = Y/Z; infinity is (0 : 1 : 0). */
type Point = readonly [X: bigint, Y: bigint, Z: bigint]

/** A complete addition for a = -3 (Renes, Costello and Batina 2016, algorithm 4). */
function adder(kind: NistKind): (p: Point, q: Point) => Point {
  const { p: modulus, b } = EQUATIONS[kind]
  return ([X1, Y1, Z1], [X2, Y2, Z2]) => {
    const xx = (X1 * X2) % modulus
    const yy = (Y1 * Y2) % modulus
    const zz = (Z1 * Z2) % modulus
    const xy = ((X1 + Y1) * (X2 + Y2) - xx - yy) % modulus
    const yz = ((Y1 + Z1) * (Y2 + Z2) - yy - zz) % modulus
    const xz = ((X1 + Z1) * (X2 + Z2) - xx - zz) % modulus
    const m = 3n * ((xz - b * zz) % modulus)
    const v = 3n * (xx - zz)
    const w = 3n * ((b * xz - 3n * zz - xx) % modulus)
    return [
      (xy * (yy + m) - yz * w) % modulus,
      ((yy + m) * (yy - m) + v * w) % modulus,
      (yz * (yy - m) + xy * v) % modulus,
    ]
  }
}

/**
 * The public point of a private scalar, `04 ‖ x ‖ y`.
 *
 * @param scalar - of the curve's length
 * @returns nothing where it is out of 1 to n-1
 */
export function nistPoint(kind: NistKind, scalar: Uint8Array): Uint8Array | undefined {
  const length = CURVE_LENGTHS[kind]
  const { n, x, y } = BASES[kind]
  const number = readNumber(scalar)
  if (number === 0n || number >= n) return undefined
  const { p } = EQUATIONS[kind]
  // The base point in coordinates that nobody knows, so that the steps on the way differ from call to call.
  const z = (readNumber(randomBytes(length)) % (p - 1n)) + 1n
  const [X, Y, Z] = climb<Point>(number, 8 * length, [x * z, y * z, z], [0n, 1n, 0n], adder(kind))
  const inverse = modularPower(Z + p, p - 2n, p)
  const point = new Uint8Array(1 + 2 * length)
  point[0] = 4
  for (const [at, coordinate] of [X, Y].entries()) {
    const affine = (((coordinate * inverse) % p) + p) % p
    point.set(writeNumber(affine, length), 1 + at * length)
  }
  return point
}
