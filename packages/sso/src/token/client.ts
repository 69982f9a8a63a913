import type { ProviderMetadata } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import type { Provider } from '../provider.ts'

/** The portal as a client that gets tokens of one provider. */
export type TokenClient = Pick<
  Provider,
  | 'issuer'
  | 'clientId'
  | 'trustedAudiences'
  | 'algorithms'
  | 'keys'
  | 'metadata'
  | 'clientAuthentication'
  | 'ask'
  | 'origins'
  | 'binding'
  | 'now'
>

/** The endpoints that tokens are got from and sent to. */
export type TokenEndpoint =
  | 'token_endpoint'
  | 'userinfo_endpoint'
  | 'revocation_endpoint'
  | 'pushed_authorization_request_endpoint'

/**
 * The address of an endpoint: of the one for connections with certificates, where they are used (RFC 8705, 5). It lies with
 * the issuer or where the configuration says, so that metadata send tokens nowhere else (RFC 9700, 4.4).
 *
 * @throws SsoError `ERR_SSO_DISCOVERY_ENDPOINT`
 */
export function endpointOf(
  name: TokenEndpoint,
  metadata: ProviderMetadata,
  { binding, origins }: Pick<TokenClient, 'binding' | 'origins'>,
): string {
  const alias = binding.fetch === undefined ? undefined : metadata.mtls_endpoint_aliases?.[name]
  const address = alias ?? metadata[name]
  if (typeof address !== 'string' || !URL.canParse(address) || !origins.includes(new URL(address).origin))
    throw new SsoError('ERR_SSO_DISCOVERY_ENDPOINT', { endpoint: name })
  return address
}
