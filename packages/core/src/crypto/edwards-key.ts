import { modularPower } from './modular-power.ts'

/** An Edwards curve `a·x² + y² = 1 + d·x²y²` as far as telling its points takes (RFC 8032, 5.1 and 5.2). */
interface EdwardsCurve {
  readonly p: bigint
  /** 1 for edwards448, -1 for edwards25519. */
  readonly a: bigint
  readonly d: bigint
  /** Octets of a key, and of each half of a signature. */
  readonly length: number
}

/** The kinds of key that are seeds of an Edwards curve. */
export type EdwardsKind = 'Ed25519' | 'Ed448'

export const EDWARDS_CURVES: Readonly<Record<EdwardsKind, EdwardsCurve>> = /* @__PURE__ */ (() => ({
  Ed25519: {
    p: 2n ** 255n - 19n,
    a: -1n,
    d: 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n,
    length: 32,
  },
  Ed448: { p: 2n ** 448n - 2n ** 224n - 1n, a: 1n, d: -39081n, length: 57 },
}))()

export const ED25519_LENGTH = 32
export const ED448_LENGTH = 57

/**
 * Whether octets are a point of the curve (RFC 8032, 5.1.3 and 5.2.3), other than those of small order, under which one
 * signature would hold for many messages.
 *
 * The arithmetic is here so that reading a key takes no implementation of its curve.
 */
export function isEdwardsKey(kind: EdwardsKind, key: Uint8Array): boolean {
  const { p, a, d, length } = EDWARDS_CURVES[kind]
  if (key.length !== length) return false
  let y = 0n
  for (let i = length - 1; i >= 0; i--) y = (y << 8n) | BigInt(key[i] as number)
  // The topmost bit is the sign of x, of which both exist where one does.
  y &= (1n << BigInt(8 * length - 1)) - 1n
  // 1 and -1 are the points of order 1 and 2.
  if (y <= 1n || y >= p - 1n) return false
  const ySquared = (y * y) % p
  // x² = u/v. Neither is zero here, since y² is not 1 and d is no square.
  const u = (1n - ySquared + p) % p
  const v = (((a - d * ySquared) % p) + p) % p
  // Order 4 is where y = 0, or x = 0; order 8, which edwards25519 alone has, where a·x² + y² = 0.
  if ((a * u + ySquared * v) % p === 0n) return false
  // u/v is a square where u·v is: Euler's criterion.
  return modularPower(u * v, (p - 1n) / 2n, p) === 1n
}
