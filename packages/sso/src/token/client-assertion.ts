import { createSecret } from '../http/secret.ts'
import { type JwsSigner, signJws } from '../keys/client-key.ts'

/** An assertion is made for one request that follows at once, in seconds. */
const LIFETIME = 60

/** Puts into a form what shows that it is the client's. */
export type ClientAuthentication = (issuer: string, clientId: string, form: URLSearchParams) => Promise<void>

/**
 * `private_key_jwt` (OpenID Connect Core 1.0, 9): the client shows a signature instead of a shared secret.
 *
 * `aud` is the issuer and nothing else: an assertion made for an endpoint that an attacker chose could be played on to
 * another provider (CVE-2025-27370).
 */
export function privateKeyJwt(signer: () => Promise<JwsSigner>, now: () => number): ClientAuthentication {
  return async (issuer, clientId, form) => {
    const issuedAt = Math.floor(now())
    const assertion = await signJws(await signer(), {
      iss: clientId,
      sub: clientId,
      aud: issuer,
      jti: createSecret(),
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + LIFETIME,
    })
    form.set('client_id', clientId)
    form.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    form.set('client_assertion', assertion)
  }
}
