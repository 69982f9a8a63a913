import { createSecret } from '../http/secret.ts'
import { type JwsSigner, signJws } from '../keys/client-key.ts'
import { createAhead } from './ahead.ts'

/** An assertion is made for one request that follows soon, in seconds. */
const LIFETIME = 60
/** How long one may lie that was made ahead: clocks differ, and requests are on their way. */
const GOOD = 20

/** Puts into a form what shows that it is the client's. */
export type ClientAuthentication = (form: URLSearchParams) => Promise<void>

/**
 * `private_key_jwt` (OpenID Connect Core 1.0, 9): the client shows a signature instead of a shared secret.
 *
 * `aud` is the issuer and nothing else: an assertion made for an endpoint that an attacker chose could be played on to
 * another provider (CVE-2025-27370).
 *
 * Each is sent once. Of a client that is busy, the next one is signed while nobody waits for it: a key may be far away.
 */
export function privateKeyJwt(
  issuer: string,
  clientId: string,
  signer: () => Promise<JwsSigner>,
  now: () => number,
): ClientAuthentication {
  async function make(): Promise<string> {
    const issuedAt = Math.floor(now())
    return signJws(await signer(), {
      iss: clientId,
      sub: clientId,
      aud: issuer,
      jti: createSecret(),
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + LIFETIME,
    })
  }
  const take = createAhead(make, GOOD, now)
  return async (form) => {
    form.set('client_id', clientId)
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    form.set('client_assertion', await take())
  }
}
