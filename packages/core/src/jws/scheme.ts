import { type JoseScheme, joseScheme, type Sm2JoseProfile } from '../crypto/jose.ts'
import type { PublicKey } from '../crypto/key.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import type { Signer } from '../ports.ts'
import { jwsError } from './codes.ts'
import type { Jws } from './parse.ts'

/**
 * SM2 in a header as it is written and read here unless told otherwise: `SM2` with r ‖ s and the default identity. No name
 * is registered with IANA, so that both sides must have agreed on it.
 */
export const SM2_JWS_PROFILE: Sm2JoseProfile = { alg: 'SM2', encoding: 'raw' }

/** The scheme of an `alg`, SM2 among them; nothing for one that is not safe or not known. */
export function jwsScheme(alg: string, sm2: Sm2JoseProfile = SM2_JWS_PROFILE): JoseScheme | undefined {
  return joseScheme(alg === sm2.alg ? sm2 : alg)
}

/** What a verifier accepts. */
export interface JwsVerifying {
  /** Values of `alg`; `SM2` and `ES256` unless given. */
  readonly algorithms?: readonly string[]
  /** SM2 in the header; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/**
 * Whether a key made the signature.
 *
 * @returns false for a key of another kind than the algorithm is for
 * @throws CoreError `ERR_JWS_ALGORITHM` for one that is not accepted
 */
export async function verifyJws(
  { algorithm, signed, signature }: Jws,
  key: PublicKey,
  { sm2 = SM2_JWS_PROFILE, algorithms = [sm2.alg, 'ES256'] }: JwsVerifying = {},
): Promise<boolean> {
  const scheme = algorithms.includes(algorithm) ? jwsScheme(algorithm, sm2) : undefined
  if (scheme === undefined) throw jwsError('ERR_JWS_ALGORITHM')
  return scheme.verify(key, signed, signature)
}

const BY_OID: Readonly<Record<string, string>> = {
  '1.2.840.10045.4.3.2': 'ES256',
  '1.2.840.10045.4.3.3': 'ES384',
  '1.2.840.10045.4.3.4': 'ES512',
  '1.2.840.113549.1.1.11': 'RS256',
  '1.2.840.113549.1.1.12': 'RS384',
  '1.2.840.113549.1.1.13': 'RS512',
  '1.3.101.112': 'EdDSA',
}

const BY_KIND: Readonly<Partial<Record<PublicKey['kind'], string>>> = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
  RSA: 'RS256',
  Ed25519: 'EdDSA',
}

/** The scheme by which a key signs. @throws TypeError for one that signs by none */
export function signingScheme(key: PrivateKey | Signer, sm2: Sm2JoseProfile): JoseScheme {
  const { kind } = key.publicKey
  const alg = kind === 'SM2' ? sm2.alg : 'sign' in key ? BY_OID[key.algorithm] : BY_KIND[kind]
  const scheme = alg === undefined ? undefined : jwsScheme(alg, sm2)
  if (scheme === undefined) throw new TypeError(`key: no JOSE algorithm for a key of ${kind}`)
  return scheme
}
