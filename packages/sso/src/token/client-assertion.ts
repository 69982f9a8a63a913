import { createSecret } from '../http/secret.ts'
import { type JwsSigner, signJws } from '../keys/client-key.ts'
import { createAhead } from './ahead.ts'

/** An assertion is made for one request that follows soon, in seconds. */
const LIFETIME = 60
/** How long one may lie that was made ahead: clocks differ, and requests are on their way. */
const GOOD = 20

/**
 * Whom client assertions are for (`aud`): the issuer; its token endpoint, wherever they are sent; or the endpoint that they are sent
 * to, whether it gives tokens, takes them back, looks at them or takes requests.
 */
export type AssertionAudience = 'issuer' | 'token-endpoint' | 'endpoint'

/** Puts into a form, which goes to an endpoint, what shows that it is the client's. */
export type ClientAuthentication = (form: URLSearchParams, endpoint: string) => Promise<void>

/** The client of one issuer, as it shows who it is. */
export interface AssertingClient {
  readonly issuer: string
  readonly clientId: string
  readonly signer: () => Promise<JwsSigner>
  /** `issuer` unless given. */
  readonly audience?: AssertionAudience | undefined
  /** By the issuer's metadata, which were checked. */
  readonly tokenEndpoint: () => Promise<string>
  /** Seconds since 1970. */
  readonly now: () => number
}

/**
 * `private_key_jwt` (OpenID Connect Core 1.0, 9): the client shows a signature instead of a shared secret.
 *
 * `aud` is the issuer and nothing else unless it was agreed otherwise: an assertion made for an endpoint that an attacker chose
 * could be played on to another provider (CVE-2025-27370). Endpoints are therefore those on origins that the portal lists.
 *
 * Each is sent once. Of a client that is busy, the next one is signed while nobody waits for it: a key may be far away.
 */
export function privateKeyJwt(client: AssertingClient): ClientAuthentication {
  const { issuer, clientId, signer, audience = 'issuer', tokenEndpoint, now } = client

  async function make(aud: string): Promise<string> {
    const issuedAt = Math.floor(now())
    return signJws(await signer(), {
      iss: clientId,
      sub: clientId,
      aud,
      jti: createSecret(),
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + LIFETIME,
    })
  }

  const audienceAt = (endpoint: string) => {
    if (audience === 'issuer') return issuer
    return audience === 'endpoint' ? endpoint : tokenEndpoint()
  }
  /** One for each endpoint of the issuer, which are few. */
  const ahead = new Map<string, () => Promise<string>>()
  const takerFor = (aud: string) => {
    const taker = ahead.get(aud) ?? createAhead(() => make(aud), GOOD, now)
    ahead.set(aud, taker)
    return taker
  }

  return async (form, endpoint) => {
    form.set('client_id', clientId)
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    form.set('client_assertion', await takerFor(await audienceAt(endpoint))())
  }
}
