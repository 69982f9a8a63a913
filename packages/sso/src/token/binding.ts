import type { Fetch } from '@xinyin/core'
import { exportJwk, type JwkMembers, jwkThumbprint } from '@xinyin/core/keys'
import { readableSm2, type Sm2TokenProfile } from '../keys/sm2-profile.ts'
import type { TokenScheme } from './answer.ts'
import { createNonces, type Nonces } from './proof.ts'
import { createProofKeyRing, deriveProofKey, type ProofAlgorithm, type ProofKey } from './proof-key.ts'

/**
 * How tokens are bound to the portal, so that who steals one cannot use it. FAPI 2.0 (5.3.2.1) demands either.
 *
 * - `dpop`: each session has a key of its own, and each request a proof by it (RFC 9449). The provider is told of the key when
 *   the sign-in begins (`dpop_jkt`), so that the code counts by it alone.
 * - `certificate`: requests come over TLS with the portal's certificate (RFC 8705, 3).
 */
export type TokenBinding =
  | {
      readonly by: 'dpop'
      /** ES256 unless given. SM2 needs the provider's `sm2`. */
      readonly algorithm?: ProofAlgorithm
    }
  | {
      readonly by: 'certificate'
      /** A fetch whose connections show the portal's certificate: to the provider and to interfaces. */
      readonly fetch: Fetch
    }

/** Proves that requests are the session's own, where tokens are bound to its key. */
export interface Proving {
  /** The key of the session that a sign-in is to become, as the JWK that its record keeps. */
  keyOf(secret: string): JwkMembers
  /** What the provider is told of it before there are any tokens (RFC 9449, 10). */
  thumbprintOf(secret: string): string
  open(key: JwkMembers): ProofKey
  readonly nonces: Nonces
}

/** A binding that is ready for use. */
export interface ReadyBinding {
  readonly scheme: TokenScheme
  readonly proving: Proving | undefined
  /** The fetch that shows the certificate. */
  readonly fetch: Fetch | undefined
}

/** Makes a binding ready; none gives tokens to whoever bears them. */
export function prepareBinding(
  binding: TokenBinding | undefined,
  sm2: Sm2TokenProfile | undefined,
): ReadyBinding {
  if (binding?.by !== 'dpop') return { scheme: 'Bearer', proving: undefined, fetch: binding?.fetch }
  const { algorithm = 'ES256' } = binding
  const profile = readableSm2(sm2)
  const proving: Proving = {
    keyOf: (secret) => exportJwk(deriveProofKey(secret, algorithm), profile),
    thumbprintOf: (secret) => jwkThumbprint(deriveProofKey(secret, algorithm), profile),
    open: createProofKeyRing(sm2),
    nonces: createNonces(),
  }
  return { scheme: 'DPoP', proving, fetch: undefined }
}
