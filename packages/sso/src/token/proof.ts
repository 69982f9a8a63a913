import { digest, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { createSecret } from '../http/secret.ts'
import type { WholeAnswer } from '../http/whole-answer.ts'
import type { ProofKey } from './proof-key.ts'

/** The request that a proof is made for, and no other. */
export interface ProvenRequest {
  readonly method: string
  readonly url: string
  /** The access token that goes with it; none at the token endpoint. */
  readonly token?: string | undefined
  /** The nonce that the server gave last. */
  readonly nonce?: string | undefined
}

const encode = (value: object) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))

/** The address as proofs have it: without query and fragment (RFC 9449, 4.2). */
function addressOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname
}

/**
 * Makes a DPoP proof (RFC 9449, 4.2).
 *
 * @param now - seconds since 1970
 */
export async function createProof(
  { scheme, privateKey, publicJwk }: ProofKey,
  { method, url, token, nonce }: ProvenRequest,
  now: number,
): Promise<string> {
  const header = { typ: 'dpop+jwt', alg: scheme.alg, jwk: publicJwk }
  const claims = {
    jti: createSecret(),
    htm: method,
    htu: addressOf(url),
    iat: Math.floor(now),
    ...(token === undefined ? {} : { ath: encodeBase64Url(digest('SHA-256', encodeUtf8(token))) }),
    ...(nonce === undefined ? {} : { nonce }),
  }
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${encodeBase64Url(await scheme.sign(privateKey, encodeUtf8(input)))}`
}

/** What a nonce is made of (RFC 9449, 8.1), and no longer than a header field should be. */
const NONCE = /^[\x21\x23-\x5b\x5d-\x7e]{1,512}$/
/** Servers whose nonces are remembered. */
const MAX_SERVERS = 100

/** The nonces that servers want to see in proofs: each server has its own (RFC 9449, 8 and 9). */
export interface Nonces {
  of(url: string): string | undefined
  /**
   * Takes the nonce out of an answer (`DPoP-Nonce`).
   *
   * @param sent - the one in the proof that it answers
   * @returns whether there was another than that: the last of the server may be this one by now, heard beside
   */
  hear(url: string, response: Pick<WholeAnswer, 'headers'>, sent: string | undefined): boolean
}

/** Remembers the last nonce of each server, for all sessions: it is the server's and tells nothing of them. */
export function createNonces(): Nonces {
  const last = new Map<string, string>()
  return {
    of: (url) => last.get(new URL(url).origin),
    hear(url, response, sent) {
      const { origin } = new URL(url)
      const nonce = response.headers.get('dpop-nonce')
      if (nonce === null || !NONCE.test(nonce)) return false
      last.delete(origin)
      const [oldest] = last.size >= MAX_SERVERS ? last.keys() : []
      if (oldest !== undefined) last.delete(oldest)
      last.set(origin, nonce)
      return nonce !== sent
    },
  }
}
