import { concatBytes, decodeHex, type JoseScheme, type PrivateKey, TrustError } from '@xinyin/core'
import { type JwkMembers, parseJwk, parsePrivateKey } from '@xinyin/core/keys'
import { SsoError } from '../errors.ts'
import { deriveBytes } from '../http/secret.ts'
import { readableSm2, type Sm2TokenProfile } from '../keys/sm2-profile.ts'
import { tokenScheme } from '../keys/usable.ts'

/** By what proofs are signed: ES256 and EdDSA everywhere, SM2 with a province that has agreed on a profile of it. */
export type ProofAlgorithm = 'ES256' | 'EdDSA' | 'SM2'

/** The key of one session, by which it proves that its tokens are its own (RFC 9449, 4). */
export interface ProofKey {
  readonly scheme: JoseScheme
  readonly privateKey: PrivateKey
  /** What goes into the header of every proof. */
  readonly publicJwk: JwkMembers
}

/** PKCS#8 up to the 32 octets that are the key (RFC 5958, 2; RFC 5915, 3; RFC 8410, 7). */
const PKCS8 = {
  ES256: '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420',
  EdDSA: '302e020100300506032b657004220420',
  SM2: '3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420',
} as const
/** Opened keys that are kept: opening one takes as long as signing several times. */
const KEPT = 1000

/**
 * The key of a session, out of the secret that its sign-in has: so every process that takes part in the sign-in has it, and none
 * keeps it.
 *
 * @param secret - 256 random bits, as text
 */
export function deriveProofKey(secret: string, algorithm: ProofAlgorithm): PrivateKey {
  const octets = deriveBytes(secret, 'proof key', algorithm)
  // Without its first bit a number is below the order of either curve, whatever it is.
  octets[0] = (octets[0] ?? 0) & 0x7f
  return parsePrivateKey(concatBytes(decodeHex(PKCS8[algorithm]), octets))
}

/** The algorithm that a key signs by: there is one for each kind of key that sessions have. */
function schemeOf({ kind }: PrivateKey, sm2: Sm2TokenProfile | undefined): JoseScheme | undefined {
  const names: Readonly<Record<string, string | undefined>> = {
    'P-256': 'ES256',
    Ed25519: 'EdDSA',
    SM2: sm2?.alg,
  }
  const name = names[kind]
  return name === undefined ? undefined : tokenScheme(name, sm2)
}

/** What was written with another profile of SM2, or by somebody else, is no key. */
function readKey(jwk: JwkMembers, sm2: Sm2TokenProfile | undefined): PrivateKey | undefined {
  try {
    return parseJwk(jwk, readableSm2(sm2)).privateKey
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

function openKey(jwk: JwkMembers, sm2: Sm2TokenProfile | undefined): ProofKey {
  const privateKey = readKey(jwk, sm2)
  const scheme = privateKey && schemeOf(privateKey, sm2)
  if (privateKey === undefined || scheme === undefined) throw new SsoError('ERR_SSO_STORE_RECORD')
  const { kty = '', crv = '', x = '', y } = jwk
  return { scheme, privateKey, publicJwk: { kty, crv, x, ...(y === undefined ? {} : { y }) } }
}

/** Opens keys of sessions, the latest of which stay open. */
export function createProofKeyRing(sm2: Sm2TokenProfile | undefined): (jwk: JwkMembers) => ProofKey {
  const kept = new Map<string, ProofKey>()
  return (jwk) => {
    // The private part too: the public one alone says nothing about who may sign.
    const name = `${jwk['crv']} ${jwk['x']} ${jwk['d']}`
    const known = kept.get(name)
    if (known !== undefined) return known
    const key = openKey(jwk, sm2)
    const [oldest] = kept.size >= KEPT ? kept.keys() : []
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(name, key)
    return key
  }
}
