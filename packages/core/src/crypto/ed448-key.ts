import { modularPower } from './modular-power.ts'

/** The field of edwards448 (RFC 8032, 5.2). */
const P = /* @__PURE__ */ (() => 2n ** 448n - 2n ** 224n - 1n)()
const D = -39081n

/** Octets of a key, and of each half of a signature. */
export const ED448_LENGTH = 57

/**
 * Whether octets are a point of edwards448 (RFC 8032, 5.2.3), other than those of small order, under which one signature
 * would hold for many messages.
 *
 * x² = (1 - y²) / (1 - d·y²) must be a square. The arithmetic is here so that reading a key takes no curve of its own.
 */
export function isEd448Key(key: Uint8Array): boolean {
  const last = key[ED448_LENGTH - 1]
  if (key.length !== ED448_LENGTH || last === undefined || (last & 0x7f) !== 0) return false
  let y = 0n
  for (let i = ED448_LENGTH - 2; i >= 0; i--) y = (y << 8n) | BigInt(key[i] as number)
  // y = 0, 1 and -1 are the points of order 4, 1 and 2.
  if (y === 0n || y === 1n || y >= P - 1n) return false
  const ySquared = (y * y) % P
  const u = (1n - ySquared + P) % P
  const v = (1n - D * ySquared) % P
  // u/v is a square where u·v is: Euler's criterion. Neither is zero here, since d is no square.
  return modularPower(u * v, (P - 1n) / 2n, P) === 1n
}
