import type { KeyKind, PublicKeyKind } from '../../crypto/key.ts'

/**
 * How parties have agreed to write SM2 keys as JWK, whose `kty` is `EC`. No name is registered with IANA for the curve,
 * so there is none by default; `SM2` is seen in use.
 */
export interface Sm2JwkProfile {
  /** Value of the member `crv`. */
  readonly crv: string
  /** Value of the member `alg`, where the parties have it; see also `Sm2JoseProfile`. */
  readonly alg?: string
}

/** Registered curves (RFC 7518, 6.2.1.1; RFC 8037, 2). */
const CURVES: Readonly<Record<string, readonly ['EC' | 'OKP', KeyKind]>> = {
  'P-256': ['EC', 'P-256'],
  'P-384': ['EC', 'P-384'],
  'P-521': ['EC', 'P-521'],
  Ed25519: ['OKP', 'Ed25519'],
  Ed448: ['OKP', 'Ed448'],
}

/** Registered, and not of any kind that is here; no profile may take their names. */
const OTHERS = ['secp256k1', 'X25519', 'X448']

/** @throws TypeError where the profile takes a name that means another curve */
export function assertProfile(sm2: Sm2JwkProfile | undefined): void {
  if (sm2 === undefined) return
  if (typeof sm2.crv !== 'string' || sm2.crv === '') throw new TypeError('sm2.crv: expected a name')
  if (Object.hasOwn(CURVES, sm2.crv) || OTHERS.includes(sm2.crv))
    throw new TypeError(`sm2.crv: ${sm2.crv} is the name of another curve`)
  if (sm2.alg !== undefined && Object.values(ALGORITHMS).some((names) => names.includes(sm2.alg ?? '')))
    throw new TypeError(`sm2.alg: ${sm2.alg} is the name of another algorithm`)
}

/** The kind of key of a `kty` and a `crv`. */
export function kindOf(kty: string, crv: string, sm2: Sm2JwkProfile | undefined): KeyKind | undefined {
  if (sm2 !== undefined && kty === 'EC' && crv === sm2.crv) return 'SM2'
  const [type, kind] = Object.hasOwn(CURVES, crv) ? (CURVES[crv] ?? []) : []
  return type === kty ? kind : undefined
}

const ECDH = ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW']

/** Algorithms that go with a kind of key (RFC 7518, 3.1 and 4.1; RFC 8037, 3.1; RFC 9864, 2.2). */
const ALGORITHMS: Readonly<Record<Exclude<KeyKind, 'SM2'>, readonly string[]>> = {
  'P-256': ['ES256', ...ECDH],
  'P-384': ['ES384', ...ECDH],
  'P-521': ['ES512', ...ECDH],
  Ed25519: ['EdDSA', 'Ed25519'],
  Ed448: ['EdDSA', 'Ed448'],
  RSA: [
    ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
    ...['RSA1_5', 'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512'],
  ],
}

/** Whether an `alg` goes with a kind of key. */
export function fitsKind(alg: string, kind: KeyKind, sm2: Sm2JwkProfile | undefined): boolean {
  return kind === 'SM2' ? alg === sm2?.alg : ALGORITHMS[kind].includes(alg)
}

/** The `crv` of a kind of key. */
export function curveName(kind: PublicKeyKind, sm2: Sm2JwkProfile | undefined): string {
  if (kind !== 'SM2') return kind
  if (sm2 === undefined) throw new TypeError('sm2: no name of the curve is registered; agree on one')
  return sm2.crv
}
