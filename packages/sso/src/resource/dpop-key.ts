import { digest, encodeBase64Url, encodeUtf8, type PublicKey, TrustError } from '@xinyin/core'
import { parseJwk } from '@xinyin/core/keys'
import { readableSm2, type Sm2TokenProfile } from '../keys/sm2-profile.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'

/** What makes a key what it is, in the order of a thumbprint (RFC 7638, 3.2). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}
/** What only its owner has (RFC 7518, 6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** The key that a proof carries. */
export interface ProofKey {
  readonly thumbprint: string
  /** Reads the key, which takes as long as verifying a signature: only once it is the right one. */
  open(): PublicKey | undefined
}

/** Proof keys that are in use: those of tokens that passed, so that nobody fills this with keys of their own. */
export interface ProofKeys {
  /** @returns nothing for what is no public key */
  read(jwk: unknown): ProofKey | undefined
}

const KEPT = 1000

function thumbprintOf(jwk: JsonObject): { members: JsonObject; thumbprint: string } | undefined {
  const { kty } = jwk
  // An own member, so that `constructor` names no kind of key.
  const names = typeof kty === 'string' && Object.hasOwn(MEMBERS, kty) ? MEMBERS[kty] : undefined
  if (names === undefined || PRIVATE.some((name) => Object.hasOwn(jwk, name))) return undefined
  const members = Object.fromEntries(names.map((name) => [name, jwk[name]]))
  if (!Object.values(members).every((value) => typeof value === 'string')) return undefined
  return { members, thumbprint: encodeBase64Url(digest('SHA-256', encodeUtf8(JSON.stringify(members)))) }
}

function parse(members: JsonObject, sm2: Sm2TokenProfile | undefined): PublicKey | undefined {
  try {
    return parseJwk(members as Parameters<typeof parseJwk>[0], readableSm2(sm2)).publicKey
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}

export function createProofKeys(sm2: Sm2TokenProfile | undefined): ProofKeys {
  const kept = new Map<string, PublicKey>()
  return {
    read(jwk) {
      const found = isJsonObject(jwk) ? thumbprintOf(jwk) : undefined
      if (found === undefined) return undefined
      const { members, thumbprint } = found
      return {
        thumbprint,
        open() {
          const known = kept.get(thumbprint)
          if (known !== undefined) return known
          const key = parse(members, sm2)
          if (key === undefined) return undefined
          const [oldest] = kept.size >= KEPT ? kept.keys() : []
          if (oldest !== undefined) kept.delete(oldest)
          kept.set(thumbprint, key)
          return key
        },
      }
    },
  }
}
