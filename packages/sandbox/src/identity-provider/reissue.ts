import { decodeBase64Url, decodeUtf8 } from '@xinyin/core'
import type { Forge, Scene } from '../hostile/mode.ts'
import { accessHash, type Claims, type Draft, type Header, signDraft } from '../hostile/token.ts'

/** How many ID tokens are known again when they come back as a hint. */
const MAX_HINTS = 10_000
const TIMES = ['iat', 'exp', 'nbf', 'auth_time']

const readPart = (part: string | undefined) =>
  JSON.parse(decodeUtf8(decodeBase64Url(part ?? ''))) as Record<string, unknown>

/** A compact JWS taken apart; nothing for what is none. */
export function readToken(token: unknown): { header: Header; claims: Claims } | undefined {
  const parts = typeof token === 'string' && token.length < 1_000_000 ? token.split('.') : []
  if (parts.length !== 3) return undefined
  try {
    return { header: readPart(parts[0]), claims: readPart(parts[1]) }
  } catch {
    return undefined
  }
}

/**
 * Tokens as the library made them, issued anew: by the key of the day, in SM2 where that is wanted, by a clock that may be
 * wrong. The library signs with one key that nobody else knows; so its own tokens still mean something to it after every
 * change of keys, and each hint that comes back is turned into the one that it knows.
 */
export interface Reissuing {
  /**
   * @param accessToken - for which an ID token vouches
   * @param forge - what an attack makes of it
   */
  issue(
    token: string,
    scene: Scene,
    how?: { accessToken?: string; forge?: Forge | undefined },
  ): Promise<string>
  /** The library's own token of one that was issued. */
  original(token: string): string
}

export function createReissuing(skewSeconds: () => number): Reissuing {
  const originals = new Map<string, string>()

  function draftOf(token: string, { key }: Scene, accessToken: string | undefined): Draft | undefined {
    const read = readToken(token)
    if (read === undefined) return undefined
    const { alg: _, kid: __, ...header } = read.header
    const claims = { ...read.claims }
    for (const name of TIMES) {
      const time = claims[name]
      if (typeof time === 'number') claims[name] = time + skewSeconds()
    }
    if (accessToken !== undefined && claims['at_hash'] !== undefined)
      claims['at_hash'] = accessHash(accessToken, key.hash)
    return { header, claims, key }
  }

  return {
    async issue(token, scene, { accessToken, forge } = {}) {
      const draft = draftOf(token, scene, accessToken)
      if (draft === undefined) return token
      const forged = await (forge?.(draft, scene) ?? draft)
      const issued = typeof forged === 'string' ? forged : await signDraft(forged)
      if (originals.size >= MAX_HINTS) originals.delete(originals.keys().next().value ?? '')
      originals.set(issued, token)
      return issued
    },
    original: (token) => originals.get(token) ?? token,
  }
}
