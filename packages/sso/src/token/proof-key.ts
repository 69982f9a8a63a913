import { createPrivateKey, type JoseScheme, type PrivateKey, TrustError } from '@xinyin/core'
import { exportJwk, type JwkMembers, parseJwk } from '@xinyin/core/keys'
import { SsoError } from '../errors.ts'
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

const KINDS = { ES256: 'P-256', EdDSA: 'Ed25519', SM2: 'SM2' } as const
/** Opened keys that are kept: opening one takes as long as signing several times. */
const KEPT = 1000

/** Makes the key of a session, as the JWK that its record keeps. */
export async function createProofKey(
  algorithm: ProofAlgorithm,
  sm2: Sm2TokenProfile | undefined,
): Promise<JwkMembers> {
  return exportJwk(await createPrivateKey(KINDS[algorithm]), readableSm2(sm2))
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
