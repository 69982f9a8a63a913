import type { Fetch } from '@xinyin/core'
import type { JwkMembers } from '@xinyin/core/keys'
import type { Sm2TokenProfile } from '../keys/sm2-profile.ts'
import type { TokenScheme } from './answer.ts'
import { createNonces, type Nonces } from './proof.ts'
import { createProofKey, createProofKeyRing, type ProofAlgorithm, type ProofKey } from './proof-key.ts'

/**
 * How tokens are bound to the portal, so that who steals one cannot use it. FAPI 2.0 (5.3.2.1) demands either.
 *
 * - `dpop`: each session has a key of its own, and each request a proof by it (RFC 9449).
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
  /** Makes the key of a new session. */
  createKey(): Promise<JwkMembers>
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
  const createKey = () => createProofKey(algorithm, sm2)
  const proving = { createKey, open: createProofKeyRing(sm2), nonces: createNonces() }
  return { scheme: 'DPoP', proving, fetch: undefined }
}
