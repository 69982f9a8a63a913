import { createSecret } from '../http/secret.ts'
import { signJws } from '../keys/client-key.ts'
import type { Provider } from '../provider.ts'

/** A request object goes to the provider at once: by a push, or by the browser that is sent there. In seconds. */
const LIFETIME = 300

/** What OpenID Connect has as a number, or as an object, is that in a request object too (Core 1.0, 6.1). */
const IS_JSON: readonly string[] = ['max_age', 'claims']

/** The parameters as members: text, but where it is JSON, and lists of what is repeated. */
function membersOf(parameters: URLSearchParams): Record<string, unknown> {
  const members = [...new Set(parameters.keys())].map((name) => {
    const values = parameters
      .getAll(name)
      .map((value) => (IS_JSON.includes(name) ? JSON.parse(value) : value))
    return [name, values.length > 1 ? values : values[0]]
  })
  return Object.fromEntries(members)
}

/**
 * Signs an authorization request (RFC 9101, 4), so that nobody on the way through the browser changes what is asked for.
 *
 * `typ` keeps it from being taken for a client assertion, which the same key signs (RFC 9101, 10.8); `sub` is left out for
 * the same reason.
 */
export async function signRequest(
  parameters: URLSearchParams,
  { issuer, clientId, signer, now }: Provider,
): Promise<string> {
  const issuedAt = Math.floor(now())
  const claims = {
    ...membersOf(parameters),
    iss: clientId,
    aud: issuer,
    jti: createSecret(),
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + LIFETIME,
  }
  return signJws(await signer(), claims, 'oauth-authz-req+jwt')
}
