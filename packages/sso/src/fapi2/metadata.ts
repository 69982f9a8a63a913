import type { AuthorizationServer } from 'oauth4webapi'
import { SsoError } from '../errors.ts'
import type { TokenBinding } from '../token/binding.ts'
import { FAPI_ALGORITHMS } from './options.ts'

/** The portal as a client of the profile, as far as the provider has to do its part. */
export interface FapiClient {
  readonly keyAlgorithm: string
  readonly binding: TokenBinding | undefined
  readonly signedResponses: boolean
}

/** Whether a list of metadata names something; a list that is absent says nothing, unless it must. */
function names(list: readonly string[] | undefined, wanted: readonly string[], must = true): boolean {
  return list === undefined ? !must : list.some((name) => wanted.includes(name))
}

/** A key for Ed25519 may be announced by either name. */
const alike = (algorithm: string) => (algorithm === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [algorithm])

function bindingProblem(metadata: AuthorizationServer, binding: TokenBinding | undefined): string | false {
  if (binding?.by === 'dpop') {
    const { algorithm = 'ES256' } = binding
    return (
      !names(metadata.dpop_signing_alg_values_supported, alike(algorithm)) &&
      `dpop_signing_alg_values_supported lacks ${algorithm}`
    )
  }
  return (
    metadata.tls_client_certificate_bound_access_tokens !== true &&
    'tls_client_certificate_bound_access_tokens is not true'
  )
}

/**
 * Checks that a provider does its part of the FAPI 2.0 Security Profile (5.3.2), as far as its metadata tell. How long its codes
 * live, and that they count once, no client can see.
 *
 * @throws SsoError `ERR_SSO_PROFILE`, which names everything that is missing
 */
export function checkFapiProvider(metadata: AuthorizationServer, client: FapiClient): void {
  const { keyAlgorithm, binding, signedResponses } = client
  const assertions = metadata.token_endpoint_auth_signing_alg_values_supported
  const problems = [
    metadata.pushed_authorization_request_endpoint === undefined &&
      'pushed_authorization_request_endpoint is missing',
    !signedResponses &&
      metadata.authorization_response_iss_parameter_supported !== true &&
      'authorization_response_iss_parameter_supported is not true',
    !names(metadata.code_challenge_methods_supported, ['S256']) &&
      'code_challenge_methods_supported lacks S256',
    !names(metadata.token_endpoint_auth_methods_supported, ['private_key_jwt']) &&
      'token_endpoint_auth_methods_supported lacks private_key_jwt',
    !names(assertions, alike(keyAlgorithm), false) &&
      `token_endpoint_auth_signing_alg_values_supported lacks ${keyAlgorithm}`,
    !names(metadata.id_token_signing_alg_values_supported, FAPI_ALGORITHMS) &&
      'id_token_signing_alg_values_supported has none of PS256, ES256 and EdDSA',
    bindingProblem(metadata, binding),
  ].filter((problem) => problem !== false)
  if (problems.length > 0) {
    throw new SsoError('ERR_SSO_PROFILE', { profile: 'FAPI 2.0', problems: problems.join('; ') })
  }
}
