import type { RelyingPartyOptions } from '../../src/index.ts'
import { createPushingBench, type PushingBench } from '../authorize/pushing.ts'
import { ISSUER } from '../hostile-provider.ts'

/** What a provider of the profile says of itself. */
export const PROMISES = {
  pushed_authorization_request_endpoint: `${ISSUER}/par`,
  require_pushed_authorization_requests: true,
  authorization_response_iss_parameter_supported: true,
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256'],
  id_token_signing_alg_values_supported: ['PS256', 'ES256'],
  dpop_signing_alg_values_supported: ['ES256', 'PS256'],
}

/** A portal of the profile at a provider that keeps it, and binds tokens by DPoP. */
export async function createProfileBench(
  options: Partial<RelyingPartyOptions> = {},
  answer?: () => Response,
): Promise<PushingBench> {
  const bench = await createPushingBench({ profile: 'fapi2', binding: { by: 'dpop' }, ...options }, answer)
  Object.assign(bench.provider.metadata, PROMISES)
  return bench
}

/** A sign-in whose token answer is of a type. */
export function answersWithType(bench: PushingBench, type: string): void {
  bench.provider.answers.set('/token', async () => {
    bench.provider.answers.delete('/token')
    const answer = await bench.provider.fetch(`${ISSUER}/token`, { method: 'POST', body: '' })
    return Response.json({ ...(await answer.json()), token_type: type })
  })
}
