import { EmbeddedJWK, jwtVerify } from 'jose'
import { memoryStore, type RelyingPartyOptions, type Store } from '../../src/index.ts'
import {
  type Bench,
  createBench,
  goodClaims,
  ISSUER,
  Jar,
  mint,
  NOW,
  ORIGIN,
  signIn,
} from '../hostile-provider.ts'

/** How a provider of the tests treats refresh tokens. */
export interface Rules {
  /** Whether each is replaced by its first use. */
  rotates: boolean
  /** How long a used one is taken once more, for answers that were lost, in seconds. */
  grace: number
  /** Seconds that access tokens last. */
  lifetime: number
}

/** A request to the token endpoint, as it came. */
export interface Asked {
  readonly form: URLSearchParams
  readonly headers: Headers
  /** The claims of its DPoP proof, verified by `jose`. */
  readonly proof: Record<string, unknown> | undefined
}

/** The token endpoint of a provider that keeps to the rules: RFC 6749, RFC 9700, 4.14.2, RFC 8693. */
export interface TokenModel {
  readonly rules: Rules
  readonly asked: Asked[]
  /** How often a refresh token came that had been used, beyond its grace. */
  reused: number
  revoked: boolean
  readonly given: string[]
  /** Tokens that were handed back (RFC 7009). */
  readonly returned: string[]
  /** Members that take the place of those of the next answers, or are added to them. */
  changes: Record<string, unknown>
  /** Answers before the endpoint does anything. */
  gate: ((asked: Asked) => Response | undefined) | undefined
  /** Takes the place of the next answer, after the endpoint has done what it was asked. */
  spoil: ((answer: Response, asked: Asked) => Response | Promise<Response>) | undefined
  answer(form: URLSearchParams, headers: Headers): Promise<Response>
}

const refused = (error: string, status = 400) => Response.json({ error }, { status })

async function readProof(headers: Headers): Promise<Record<string, unknown> | undefined> {
  const proof = headers.get('dpop')
  if (proof === null) return undefined
  const { payload } = await jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    currentDate: new Date(NOW * 1000),
  })
  return payload
}

function createTokenModel(now: () => number, rules: Partial<Rules> = {}): TokenModel {
  const used = new Map<string, number>()
  let serial = 0
  const model: TokenModel = {
    rules: { rotates: true, grace: 0, lifetime: 300, ...rules },
    asked: [],
    reused: 0,
    revoked: false,
    given: [],
    returned: [],
    changes: {},
    gate: undefined,
    spoil: undefined,
    async answer(form, headers) {
      const asked = { form, headers, proof: await readProof(headers).catch(() => undefined) }
      model.asked.push(asked)
      const { gate, spoil } = model
      const closed = gate?.(asked)
      if (closed !== undefined) return closed
      const answer = take(form, headers)
      return spoil === undefined ? answer : spoil(answer, asked)
    },
  }

  /** @returns what is refused, and why */
  function takeRefresh(token: string): string | undefined {
    const usedAt = used.get(token)
    if (!token.startsWith('refresh ') || model.revoked) return 'invalid_grant'
    if (usedAt !== undefined && now() > usedAt + model.rules.grace) {
      // Two have it: nobody knows which of them is the thief (RFC 9700, 4.14.2).
      model.reused += 1
      model.revoked = true
      return 'invalid_grant'
    }
    if (model.rules.rotates && usedAt === undefined) used.set(token, now())
    return undefined
  }

  function take(form: URLSearchParams, headers: Headers): Response {
    const grant = form.get('grant_type') ?? ''
    serial += 1
    if (grant === 'refresh_token') {
      const refusal = takeRefresh(form.get('refresh_token') ?? '')
      if (refusal !== undefined) return refused(refusal)
    }
    const access = `access-${serial}`
    model.given.push(access)
    const isExchange = grant.endsWith('token-exchange')
    return Response.json({
      access_token: access,
      token_type: headers.has('dpop') ? 'DPoP' : 'Bearer',
      expires_in: model.rules.lifetime,
      ...(isExchange
        ? { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' }
        : model.rules.rotates || grant === 'authorization_code'
          ? { refresh_token: `refresh ${serial}` }
          : {}),
      ...model.changes,
    })
  }
  return model
}

export interface TokenBench extends Bench {
  readonly store: Store
  readonly model: TokenModel
  readonly jar: Jar
  /** A request of the browser that is signed in. */
  request(): Request
  /** Another process of the same portal: it shares the store and nothing else. */
  other(): Promise<Bench>
}

/** A portal that keeps tokens, a provider that keeps to rules, and a browser that is signed in. */
export async function createTokenBench(
  rules: Partial<Rules> = {},
  options: Partial<RelyingPartyOptions> = {},
  changes: Record<string, unknown> = {},
): Promise<TokenBench> {
  const jar = new Jar()
  let bench: Bench | undefined
  const now = () => bench?.clock.seconds ?? NOW
  const model = createTokenModel(now, rules)
  model.changes = changes
  const nonce = () => bench?.provider.nonce ?? ''
  async function fetch(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const special = bench?.provider.answers.get(pathname)
    if (special === undefined && (pathname === '/token' || pathname === '/revoke')) {
      const form = new URLSearchParams(String(init.body))
      if (pathname === '/revoke') {
        model.returned.push(form.get('token') ?? '')
        return new Response(null)
      }
      const answer = await model.answer(form, new Headers(init.headers))
      if (form.get('grant_type') !== 'authorization_code' || answer.status !== 200) return answer
      const idToken = await bench?.provider.forge(goodClaims(nonce()), { alg: 'ES256', kid: 'k1' })
      return Response.json({ ...((await answer.json()) as object), id_token: idToken })
    }
    if (bench === undefined) throw new Error('too early')
    return bench.provider.fetch(url, init)
  }
  const store = options.store ?? memoryStore({ clock: () => new Date(now() * 1000) })
  const settings = { tokens: {}, ...options, store, fetch }
  bench = await createBench(settings)
  bench.provider.metadata = {
    ...bench.provider.metadata,
    userinfo_endpoint: `${ISSUER}/userinfo`,
    revocation_endpoint: `${ISSUER}/revoke`,
  }
  const { clock } = bench
  const answer = await signIn(bench, jar)
  if (answer.status !== 303) throw new Error(await answer.text())
  return {
    ...bench,
    store,
    model,
    jar,
    request: () => new Request(ORIGIN, { headers: { cookie: jar.header } }),
    other: () => createBench({ ...settings, clock: () => new Date(clock.seconds * 1000) }),
  }
}

/** The next ID token of the same sign-in, for an answer to a refresh. */
export function nextIdToken(
  seconds: number,
  change: Record<string, unknown> = {},
  kid = 'k1',
): Promise<string> {
  const { nonce: _, ...claims } = goodClaims('')
  return mint({ ...claims, iat: seconds, exp: seconds + 300, ...change }, { alg: 'ES256', kid })
}
