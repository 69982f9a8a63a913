import { encodeUtf8 } from '@xinyin/core'
import {
  type Claims,
  createHostileProvider as createProvider,
  type HostileProvider,
  type SigningKey,
} from '@xinyin/sandbox/hostile'
import { CompactSign, type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose'
import { createRelyingParty, memoryStore, type RelyingParty, type RelyingPartyOptions } from '../src/index.ts'

export const ISSUER = 'https://op.example'
export const ORIGIN = 'https://portal.example'
export const CLIENT = 'portal'
/** 2026-01-01T00:00:00Z */
export const NOW = 1_767_225_600

export { assemble, type Claims, type HostileProvider } from '@xinyin/sandbox/hostile'
export type Header = Record<string, unknown> & { alg: string }

const keyPairs = new Map<string, Promise<{ privateKey: CryptoKey; publicKey: CryptoKey }>>()

/** A key pair by name: the same for every test, since RSA takes long to make. */
export function keyPair(alg: string, name = 'good') {
  const id = `${alg} ${name}`
  const pair = keyPairs.get(id) ?? generateKeyPair(alg, { extractable: true })
  keyPairs.set(id, pair)
  return pair
}

export async function publicJwk(alg: string, kid: string, name = 'good'): Promise<JWK> {
  return { ...(await exportJWK((await keyPair(alg, name)).publicKey)), kid, alg, use: 'sig' }
}

/** Signs anything as a compact JWS, with whatever header is asked for. */
export async function mint(claims: unknown, header: Header, key?: CryptoKey | Uint8Array): Promise<string> {
  const payload = encodeUtf8(typeof claims === 'string' ? claims : JSON.stringify(claims))
  const signer = key ?? (await keyPair(header.alg)).privateKey
  return new CompactSign(payload).setProtectedHeader(header).sign(signer, { crit: { exp: true } })
}

/** A key of {@link keyPair} as the provider signs with it. */
async function signingKey(kid: string, name = 'good'): Promise<SigningKey> {
  const { privateKey } = await keyPair('ES256', name)
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  return {
    alg: 'ES256',
    kid,
    jwk: { ...(await publicJwk('ES256', kid, name)) },
    hash: 'SHA-256',
    sign: async (data) =>
      new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, data as BufferSource)),
  }
}

/** A provider that says whatever a test wants, behind a `fetch`. */
export async function createHostileProvider(
  issuer = ISSUER,
  clock: { readonly seconds: number } = { seconds: NOW },
): Promise<HostileProvider> {
  const provider = await createProvider({
    issuer,
    clientId: CLIENT,
    now: () => clock.seconds,
    key: await signingKey('k1'),
    claims: { sub: 'someone', sid: 'op-session', name: '测试甲', acr: 'level-3' },
  })
  // Signed with the key of whatever algorithm a test writes into the header.
  provider.forge = (claims, header) => mint(claims, header)
  return provider
}

export function goodClaims(nonce: string, issuer = ISSUER): Claims {
  return {
    iss: issuer,
    sub: 'someone',
    aud: CLIENT,
    exp: NOW + 300,
    iat: NOW,
    nonce,
    sid: 'op-session',
    name: '测试甲',
    acr: 'level-3',
  }
}

export interface Bench {
  readonly provider: HostileProvider
  readonly sso: RelyingParty
  readonly clock: { seconds: number }
  readonly errors: unknown[]
}

/** A relying party at a hostile provider, with a clock that a test turns. */
export async function createBench(options: Partial<RelyingPartyOptions> = {}): Promise<Bench> {
  const clock = { seconds: NOW }
  const provider = await createHostileProvider(ISSUER, clock)
  const errors: unknown[] = []
  const now = () => new Date(clock.seconds * 1000)
  const sso = createRelyingParty({
    issuer: ISSUER,
    clientId: CLIENT,
    clientKey: { ...(await exportJWK((await keyPair('ES256', 'client')).privateKey)), kid: 'c1' },
    origin: ORIGIN,
    store: memoryStore({ clock: now }),
    levels: { 'level-3': 3, 'level-4': 4 },
    fetch: provider.fetch,
    clock: now,
    onError: (error) => errors.push(error),
    ...options,
  })
  return { provider, sso, clock, errors }
}

/** Keeps what `Set-Cookie` says, and gives it back as a `Cookie` header. */
export class Jar {
  readonly cookies = new Map<string, string>()

  take(response: Response | undefined): void {
    for (const line of response?.headers.getSetCookie() ?? []) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (line.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, at))
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

export async function get(
  { sso }: Pick<Bench, 'sso'>,
  path: string,
  jar = new Jar(),
  headers: Record<string, string> = {},
): Promise<Response> {
  const request = new Request(ORIGIN + path, { headers: { cookie: jar.header, ...headers } })
  const response = (await sso.handle(request)) ?? new Response('not ours', { status: 404 })
  jar.take(response)
  return response
}

export async function post(
  { sso }: Pick<Bench, 'sso'>,
  path: string,
  form: Record<string, string>,
  jar = new Jar(),
  headers: Record<string, string> = { origin: ORIGIN },
): Promise<Response> {
  const body = new URLSearchParams(form)
  const request = new Request(ORIGIN + path, {
    method: 'POST',
    body,
    headers: { cookie: jar.header, ...headers },
  })
  const response = (await sso.handle(request)) ?? new Response('not ours', { status: 404 })
  jar.take(response)
  return response
}

/** Starts a sign-in and returns what the provider was asked. */
export async function start(bench: Bench, jar: Jar, query = ''): Promise<URLSearchParams> {
  const response = await get(bench, `/login${query}`, jar)
  const asked = new URL(response.headers.get('location') ?? 'error:').searchParams
  bench.provider.nonce = asked.get('nonce') ?? ''
  return asked
}

/** The whole of a sign-in, as far as it goes. */
export async function signIn(bench: Bench, jar = new Jar(), query = ''): Promise<Response> {
  const asked = await start(bench, jar, query)
  const answer = new URLSearchParams({ code: 'code', state: asked.get('state') ?? '', iss: ISSUER })
  return get(bench, `/callback?${answer}`, jar)
}

/** The code that a refusal names. */
export async function codeOf(response: Response): Promise<string | undefined> {
  return /ERR_SSO_\w+/.exec(await response.text())?.[0]
}
