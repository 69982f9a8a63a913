import { digest, encodeBase64Url, encodeUtf8 } from '@xinyin/core'
import { asFetched } from './bodies.ts'
import type { Body, HostileMode, Scene } from './mode.ts'
import {
  type Claims,
  createSigningKey,
  headerOf,
  type SignedHeader,
  type SigningKey,
  signDraft,
} from './token.ts'

export interface HostileProviderOptions {
  readonly clientId: string
  /** `https://op.example` unless given. */
  readonly issuer?: string
  /** What it plays; an honest provider unless given. */
  readonly mode?: HostileMode
  /** What it tells of who signs in, beside what every ID token has. */
  readonly claims?: Claims
  /** A key for ES256, made for the occasion, unless given. */
  readonly key?: SigningKey
  /** Seconds since 1970; the machine's own unless given. */
  readonly now?: () => number
}

/** What is ended by a logout. */
export interface LogoutTarget {
  readonly sid?: string
  readonly sub?: string
}

/** A provider that plays one attack, without a network: for the unit tests of a portal. */
export interface HostileProvider {
  readonly issuer: string
  readonly key: SigningKey
  mode: HostileMode | undefined
  /** What it tells of who signs in. */
  claims: Claims
  metadata: Record<string, unknown>
  /** The members of its key set. */
  keys: unknown
  /** Makes ID tokens, where no mode does. */
  forge: (claims: Claims, header: SignedHeader) => Promise<string> | string
  /** Takes the place of an answer, by path. */
  readonly answers: Map<string, () => Response | Promise<Response>>
  /** Paths that were asked, in order. */
  readonly asked: string[]
  /** The last form that came to the token endpoint. */
  readonly form: { last: URLSearchParams }
  /** Once it is set, every code is good, for the sign-in of this nonce. */
  nonce: string | undefined
  /** What a portal is given for its `fetch`. */
  fetch(url: string, init?: RequestInit): Promise<Response>
  /**
   * Plays the visit of the browser, in which somebody signs in.
   *
   * @param address - to which the portal sent the browser
   * @returns the address with which the browser comes back
   */
  authorize(address: string): Promise<string>
  /** The logout tokens that it sends, in order. */
  logoutTokens(target: LogoutTarget): Promise<string[]>
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout'
const LIFETIME = 300
const ALGORITHMS = ['ES256', 'PS256', 'EdDSA', 'RS256']

function metadataOf(issuer: string, { alg }: SigningKey): Record<string, unknown> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    userinfo_endpoint: `${issuer}/userinfo`,
    end_session_endpoint: `${issuer}/end`,
    authorization_response_iss_parameter_supported: true,
    id_token_signing_alg_values_supported: [...new Set([alg, ...ALGORITHMS])],
  }
}

const challengeOf = (verifier: string) => encodeBase64Url(digest('SHA-256', encodeUtf8(verifier)))
const refusal = (error: string) => Response.json({ error }, { status: 400 })

/** A sign-in that a code stands for. */
interface Issued {
  readonly nonce: string
  readonly challenge: string | null
}

/**
 * Makes a provider without a network, which plays a hostile mode: `HOSTILE_MODES` has them. What the mode leaves alone is
 * as an honest provider has it: codes count once and by PKCE.
 *
 * @example
 * ```ts
 * const provider = await createHostileProvider({ clientId: 'zjj', mode: findHostileMode('id-token-unsigned') })
 * const sso = createRelyingParty({ …, issuer: provider.issuer, fetch: provider.fetch })
 * const login = await sso.handle(new Request('https://zjj.example/login'))
 * const back = await provider.authorize(login.headers.get('location'))
 * ```
 */
export async function createHostileProvider(options: HostileProviderOptions): Promise<HostileProvider> {
  const { clientId, issuer = 'https://op.example', now = () => Date.now() / 1000 } = options
  const key = options.key ?? (await createSigningKey())
  const thief = await createSigningKey(key.sm2)
  const codes = new Map<string, Issued>()
  let serial = 0

  const scene = (): Scene => ({ issuer, clientId, now: Math.floor(now()), key, thief })
  const times = () => ({ iat: Math.floor(now()), exp: Math.floor(now()) + LIFETIME })

  async function idToken(nonce: string): Promise<string> {
    const common = { iss: issuer, aud: clientId, ...times(), nonce }
    const draft = { header: {}, claims: { ...common, ...provider.claims }, key }
    const forged = await (provider.mode?.idToken?.(draft, scene()) ?? draft)
    if (typeof forged === 'string') return forged
    return forged.key === key && provider.mode === undefined
      ? provider.forge(forged.claims, headerOf(forged))
      : signDraft(forged)
  }

  /** The sign-in of a code, which counts once and for who has the verifier (RFC 7636, 4.6). */
  function redeem(form: URLSearchParams): Issued | undefined {
    if (provider.nonce !== undefined) return { nonce: provider.nonce, challenge: null }
    const code = form.get('code') ?? ''
    const issued = codes.get(code)
    codes.delete(code)
    return issued?.challenge === challengeOf(form.get('code_verifier') ?? '') ? issued : undefined
  }

  async function answerToken(form: URLSearchParams): Promise<Body> {
    provider.form.last = form
    const issued = redeem(form)
    if (issued === undefined) return refusal('invalid_grant')
    const token = await idToken(issued.nonce)
    const body = { access_token: 'access', token_type: 'Bearer', id_token: token }
    return provider.mode?.tokens?.(body, scene()) ?? body
  }

  async function answer(pathname: string, init: RequestInit | undefined): Promise<Body> {
    const { mode, metadata, keys } = provider
    switch (pathname) {
      case '/.well-known/openid-configuration':
        return mode?.discovery?.(metadata, scene()) ?? metadata
      case '/jwks':
        return mode?.keys?.({ keys }, scene()) ?? { keys }
      case '/userinfo':
        return mode?.userInfo?.(provider.claims, scene()) ?? provider.claims
      case '/token':
        return answerToken(new URLSearchParams(String(init?.body)))
      default:
        return new Response(null, { status: 404 })
    }
  }

  const provider: HostileProvider = {
    issuer,
    key,
    mode: options.mode,
    claims: options.claims ?? { sub: 'someone', sid: 'op-session', name: '测试甲' },
    metadata: metadataOf(issuer, key),
    keys: [key.jwk],
    forge: (claims, header) => signDraft({ claims, header, key }),
    answers: new Map(),
    asked: [],
    form: { last: new URLSearchParams() },
    nonce: undefined,
    async fetch(url, init) {
      const { pathname } = new URL(url)
      provider.asked.push(pathname)
      const instead = provider.answers.get(pathname)
      return instead === undefined ? asFetched(await answer(pathname, init)) : instead()
    },
    async authorize(address) {
      const asked = new URL(address).searchParams
      const code = `code-${++serial}`
      codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') })
      const parameters = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer })
      provider.mode?.callback?.(parameters, scene())
      return `${asked.get('redirect_uri')}?${parameters}`
    },
    async logoutTokens(target) {
      const common = { iss: issuer, aud: clientId, ...times(), jti: `logout-${++serial}` }
      const claims = { ...common, ...target, events: { [LOGOUT_EVENT]: {} } }
      const draft = { header: { typ: 'logout+jwt' }, claims, key }
      const { logoutToken, logoutTimes = 1 } = provider.mode ?? {}
      const forged = await (logoutToken?.(draft, scene()) ?? draft)
      const token = typeof forged === 'string' ? forged : await signDraft(forged)
      return Array.from({ length: logoutTimes }, () => token)
    },
  }
  return provider
}
