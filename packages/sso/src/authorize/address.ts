import type { ProviderMetadata } from '../discovery/metadata.ts'
import type { Provider } from '../provider.ts'
import { isPushed, pushRequest } from './pushed.ts'
import { signRequest } from './request-object.ts'

/** The request in a request object, where it is to be signed (RFC 9101, 5). */
async function signed(
  parameters: URLSearchParams,
  provider: Provider,
  metadata: ProviderMetadata,
): Promise<URLSearchParams> {
  if (!provider.signedRequests && metadata.require_signed_request_object !== true) return parameters
  const request = { client_id: provider.clientId, request: await signRequest(parameters, provider) }
  // OpenID Connect Core 1.0, 6.1 has these beside it, though nobody may heed them; RFC 9126, 3 wants nothing beside it.
  const beside = isPushed(provider, metadata) ? {} : { response_type: 'code', scope: provider.scope }
  return new URLSearchParams({ ...request, ...beside })
}

/** The request, or a reference to it where it is pushed. */
async function pushed(
  parameters: URLSearchParams,
  provider: Provider,
  metadata: ProviderMetadata,
): Promise<URLSearchParams> {
  if (!isPushed(provider, metadata)) return parameters
  const reference = await pushRequest(parameters, provider, metadata)
  return new URLSearchParams({ client_id: provider.clientId, request_uri: reference })
}

/**
 * The address that takes a browser, with a request, to the provider: signed where that is set up or demanded, and by
 * reference where the provider takes it by the back channel.
 */
export async function authorizationAddress(
  parameters: URLSearchParams,
  provider: Provider,
  metadata: ProviderMetadata,
): Promise<string> {
  const request = await signed(parameters, provider, metadata)
  const url = new URL(metadata.authorization_endpoint)
  // Apart from the address, which is written anew with each parameter of its own that changes.
  const query = new URLSearchParams(url.search)
  for (const name of parameters.keys()) query.delete(name)
  for (const [name, value] of await pushed(request, provider, metadata)) query.append(name, value)
  url.search = query.toString()
  return url.href
}
