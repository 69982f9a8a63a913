import { createSecret } from '../http/secret.ts'
import { signJws } from '../keys/client-key.ts'
import type { Provider } from '../provider.ts'

/** A request object goes to the provider at once: by a push, or by the browser that is sent there. In seconds. */
const LIFETIME = 300

/** The parameters as members: text, but what OpenID Connect has as a number (Core 1.0, 6.1), and lists of what is repeated. */
function membersOf(parameters: URLSearchParams): Record<string, unknown> {
  const members = [...new Set(parameters.keys())].map((name) => {
    const [value, ...more] = parameters.getAll(name)
    if (more.length > 0) return [name, [value, ...more]]
    return [name, name === 'max_age' ? Number(value) : value]
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
