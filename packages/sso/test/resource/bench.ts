import { encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { type CryptoKey, calculateJwkThumbprint, exportJWK, type JWK } from 'jose'
import { createKeySource, memoryStore } from '../../src/index.ts'
import { type ApiGuard, type GuardOptions, guard, memoryRevocations } from '../../src/resource/index.ts'
import { type Claims, type Header, ISSUER, keyPair, mint, NOW, publicJwk } from '../hostile-provider.ts'

export const API = 'https://api.example'

export interface Proving {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
  readonly jkt: string
}

/** A key of a client, for proofs. */
export async function proofKey(alg = 'ES256', name = 'proof'): Promise<Proving> {
  const { privateKey, publicKey } = await keyPair(alg, name)
  const jwk = await exportJWK(publicKey)
  return { privateKey, jwk, jkt: await calculateJwkThumbprint(jwk) }
}

export async function sha256(text: string | Uint8Array): Promise<string> {
  const bytes = typeof text === 'string' ? encodeUtf8(text) : text
  return encodeBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)))
}

export const accessClaims: Claims = {
  iss: ISSUER,
  sub: 'someone',
  aud: API,
  client_id: 'portal',
  exp: NOW + 300,
  iat: NOW,
  jti: 'token-1',
  sid: 'op-session',
  scope: 'cases.read cases.write',
  acr: 'level-3',
  auth_time: NOW - 100,
}

export const accessHeader: Header = { alg: 'ES256', kid: 'k1', typ: 'at+jwt' }

/** Claims without some, or with others. */
export function claimsWith(change: Claims): Claims {
  const all = Object.entries({ ...accessClaims, ...change })
  return Object.fromEntries(all.filter(([, value]) => value !== undefined))
}

export const accessToken = (change: Claims = {}, header: Header = accessHeader, key?: CryptoKey) =>
  mint(claimsWith(change), header, key)

let proofs = 0

/** A proof for a token, and whatever a test makes of it. */
export async function proofOf(
  token: string,
  change: Claims = {},
  header: Record<string, unknown> = {},
  proving?: Pick<Proving, 'privateKey' | 'jwk'>,
): Promise<string> {
  const { privateKey, jwk } = proving ?? (await proofKey())
  const claims = {
    jti: `proof-${proofs++}`,
    htm: 'GET',
    htu: `${API}/cases`,
    iat: NOW,
    ath: await sha256(token),
    ...change,
  }
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
  return mint(kept, { typ: 'dpop+jwt', alg: 'ES256', jwk, ...header }, privateKey)
}

export interface GuardBench {
  readonly api: ApiGuard
  readonly clock: { seconds: number }
  readonly state: { keys: unknown[]; fetches: number }
  readonly revocations: ReturnType<typeof memoryRevocations>
  readonly errors: unknown[]
}

/** A guard with a clock that a test turns. */
export async function createGuardBench(options: Partial<GuardOptions> = {}): Promise<GuardBench> {
  const clock = { seconds: NOW }
  const now = () => new Date(clock.seconds * 1000)
  const state = { keys: [await publicJwk('ES256', 'k1')] as unknown[], fetches: 0 }
  const revocations = memoryRevocations({ clock: now })
  const errors: unknown[] = []
  const keys = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => {
      state.fetches += 1
      return Response.json({ keys: state.keys })
    },
    now,
  )
  const api = guard({
    issuer: ISSUER,
    audience: API,
    origin: API,
    keys,
    levels: { 'level-4': 4, 'level-3': 3, 'level-2': 2 },
    revocations,
    dpop: { store: memoryStore({ clock: now }) },
    clock: now,
    onError: (error) => errors.push(error),
    ...options,
  })
  return { api, clock, state, revocations, errors }
}

export function requestWith(headers: Record<string, string>, url = `${API}/cases`, method = 'GET'): Request {
  return new Request(url, { method, headers })
}

export const bearer = (token: string, url?: string) => requestWith({ authorization: `Bearer ${token}` }, url)

export const dpop = (token: string, proof: string, url?: string, method?: string) =>
  requestWith({ authorization: `DPoP ${token}`, dpop: proof }, url, method)
