import { concatBytes } from '../../bytes/sequence.ts'
import { readNumber, writeNumber } from '../number.ts'
import { parseSm2Point, SM2_LENGTH, type Sm2Point, Sm2Scalar } from './curve.ts'
import { addAffine, toAffine } from './jacobian.ts'
import { secretMultiple } from './secret-multiple.ts'

type Sm3 = (...parts: readonly Uint8Array[]) => Uint8Array

/** One side of an exchange, as the other sees it. */
export interface ExchangeParty {
  /** Z of its id and key. */
  readonly z: Uint8Array
  /** Its public key, `04 ‖ x ‖ y`. */
  readonly point: Uint8Array
  /** R, its ephemeral key, `04 ‖ x ‖ y`. */
  readonly ephemeral: Uint8Array
}

/** What the two sides have in common: the coordinates of U, which is V. */
export interface SharedPoint {
  readonly x: Uint8Array
  readonly y: Uint8Array
}

/** 2^w, w = ⌈⌈log2 n⌉ / 2⌉ - 1 = 127 (GB/T 32918.3-2016, 6.1). */
const TWO_TO_W = 1n << 127n

/** x̄ = 2^w + (x & (2^w - 1)) of an ephemeral key (6.1, A4 and A6). */
const shortened = (ephemeral: Uint8Array) =>
  TWO_TO_W + (readNumber(ephemeral.subarray(1, 1 + SM2_LENGTH)) & (TWO_TO_W - 1n))

/**
 * The shared point, U = [t](P + [x̄]R) with t = d + x̄·r (GB/T 32918.3-2016, 6.1, A5 and A7; B3 to B6). The cofactor is 1.
 *
 * @param secret - the private key, 32 octets
 * @param ephemeralSecret - r, 32 octets
 * @param own - R of one's own
 * @returns nothing where the shared point is infinity
 * @throws CoreError `ERR_KEY_POINT` where the other's R or P is no point of the curve
 */
export function sharePoint(
  secret: Uint8Array,
  ephemeralSecret: Uint8Array,
  own: Uint8Array,
  peer: Omit<ExchangeParty, 'z'>,
): SharedPoint | undefined {
  const t = Sm2Scalar.add(readNumber(secret), Sm2Scalar.mul(shortened(own), readNumber(ephemeralSecret)))
  // All of the peer's is public. x̄ is below n and not zero, so that its multiple is not infinity.
  const { x: X, y: Y } = secretMultiple(
    parseSm2Point(peer.ephemeral),
    writeNumber(shortened(peer.ephemeral), SM2_LENGTH),
  )
  const point = parseSm2Point(peer.point)
  const sum = addAffine({ X, Y, Z: 1n }, point.x, point.y)
  if (t === 0n || sum.Z === 0n) return undefined
  const [affine] = toAffine([sum]) as [Sm2Point]
  const { x, y } = secretMultiple(affine, writeNumber(t, SM2_LENGTH))
  return { x: writeNumber(x, SM2_LENGTH), y: writeNumber(y, SM2_LENGTH) }
}

/** KDF (GB/T 32918.3-2016, 5.4.3) over the concatenation of `input`. */
export function deriveKey(sm3: Sm3, length: number, ...input: readonly Uint8Array[]): Uint8Array {
  const blocks: Uint8Array[] = []
  for (let counter = 1; 32 * blocks.length < length; counter++)
    blocks.push(sm3(...input, writeNumber(BigInt(counter), 4)))
  return new Uint8Array(concatBytes(...blocks).subarray(0, length))
}

/**
 * S1 = SB under the tag 2 and S2 = SA under the tag 3 (6.1, A9, A10, B8 and B10).
 *
 * @param a - the initiator
 * @param b - the responder
 */
export function confirmations(
  sm3: Sm3,
  { x, y }: SharedPoint,
  a: ExchangeParty,
  b: ExchangeParty,
): { readonly ofResponder: Uint8Array; readonly ofInitiator: Uint8Array } {
  const inner = sm3(x, a.z, b.z, a.ephemeral.subarray(1), b.ephemeral.subarray(1))
  return {
    ofResponder: sm3(Uint8Array.of(2), y, inner),
    ofInitiator: sm3(Uint8Array.of(3), y, inner),
  }
}
