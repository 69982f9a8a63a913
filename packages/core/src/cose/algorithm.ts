import { type JoseScheme, joseScheme } from '../crypto/jose.ts'
import type { PublicKey } from '../crypto/key.ts'

/**
 * SM2 with SM3 in COSE as this library writes and reads it: r ‖ s, the default id. No value is registered with IANA, so
 * this one is from those for private use (below −65536; RFC 9053, 11), and both sides must have agreed on it. Its last
 * digits are those of the algorithm's OID, 1.2.156.10197.1.501.
 */
export const COSE_SM2 = -66_037

/** Values of `alg` (IANA, COSE Algorithms) and what they are called in JOSE, whose form of signatures is the same. */
const NAMES: ReadonlyMap<number, string> = /* @__PURE__ */ new Map([
  [-7, 'ES256'],
  [-35, 'ES384'],
  [-36, 'ES512'],
  [-8, 'EdDSA'],
  // RFC 9864 gives curves values of their own: ESP256, ESP384, ESP512, Ed25519, Ed448.
  [-9, 'ES256'],
  [-51, 'ES384'],
  [-52, 'ES512'],
  [-19, 'Ed25519'],
  [-53, 'Ed448'],
])

/** The value of `alg` that a key of a kind signs with. */
const ALGORITHMS: Readonly<Partial<Record<PublicKey['kind'], number>>> = {
  SM2: COSE_SM2,
  'P-256': -7,
  'P-384': -35,
  'P-521': -36,
  Ed25519: -8,
}

/**
 * The scheme of a COSE algorithm, SM2 in the profile of {@link COSE_SM2} among them.
 *
 * @returns nothing for a value that is not known: those of MACs and of SHA-1 never are
 */
export function coseScheme(algorithm: number): JoseScheme | undefined {
  if (algorithm === COSE_SM2) return joseScheme({ alg: 'SM2', encoding: 'raw' })
  const name = NAMES.get(algorithm)
  return name === undefined ? undefined : joseScheme(name)
}

/** The value of `alg` for a key. @returns nothing for RSA, of which no COSE message is made or read here */
export function coseAlgorithm(key: PublicKey): number | undefined {
  return ALGORITHMS[key.kind]
}
