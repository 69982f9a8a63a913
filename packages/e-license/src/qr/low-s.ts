import { decodeHex } from '@xinyin/core'

/** The order of P-256 (SEC 2, 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Half of the order, rounded down: the largest s that is written. Who only verifies has no use for the whole. */
const HALF = /* @__PURE__ */ decodeHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8')

// With (r, s) an ECDSA signature (r, n − s) verifies too, and anybody can compute it: of each code there would be a second
// one that nobody made. SM2 has no such twin.

/** Whether the s of a raw ECDSA signature is the smaller one of the two. */
export function isLowS(signature: Uint8Array): boolean {
  for (let i = 0; i < 32; i++) {
    const difference = (signature[32 + i] ?? 0) - (HALF[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return true
}

/** The one of the two signatures that has the smaller s. */
export function lowerS(signature: Uint8Array): Uint8Array {
  if (isLowS(signature)) return signature
  const s = signature.subarray(32).reduce((value, octet) => (value << 8n) | BigInt(octet), 0n)
  const lower = new Uint8Array(signature)
  lower.set(toOctets(ORDER - s), 32)
  return lower
}

function toOctets(value: bigint): Uint8Array {
  const octets = new Uint8Array(32)
  for (let i = 31, rest = value; i >= 0; i--, rest >>= 8n) octets[i] = Number(rest & 0xffn)
  return octets
}
