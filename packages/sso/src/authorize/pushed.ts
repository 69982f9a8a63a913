import type { ProviderMetadata } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import { describeAnswer, type WholeAnswer } from '../http/whole-answer.ts'
import type { Provider } from '../provider.ts'
import { endpointOf } from '../token/client.ts'
import { type JsonObject, parseJsonObject } from '../token/json.ts'
import { postForm } from '../token/request.ts'
import { errorName } from './response.ts'

/** What stands for a request, as a URI of visible ASCII (RFC 9126, 2.2). */
const REQUEST_URI = /^[a-zA-Z][\w+.-]*:[\x21-\x7e]{1,512}$/

/** A reference lasts less than this under the FAPI 2.0 Security Profile (5.3.2.2), in seconds. */
const FAPI_LIFETIME = 600

const malformed = (reason: string) => new SsoError('ERR_SSO_REQUEST_RESPONSE', { reason })

function parseAnswer(answer: WholeAnswer): JsonObject {
  try {
    return parseJsonObject(answer.text)
  } catch {
    throw malformed(describeAnswer(answer))
  }
}

/** What the endpoint refuses with (RFC 9126, 2.3), or that it gave no such answer. */
function refusalOf(answer: WholeAnswer): SsoError {
  const { error } = parseAnswer(answer)
  const { status } = answer
  return typeof error === 'string'
    ? new SsoError('ERR_SSO_REQUEST_REFUSED', { error: errorName(error), status })
    : malformed(describeAnswer(answer))
}

/** Whether to push a request: where the provider offers it, unless the portal would rather not; always where either insists. */
export function isPushed({ pushedRequests }: Provider, metadata: ProviderMetadata): boolean {
  const isDemanded = pushedRequests === true || metadata.require_pushed_authorization_requests === true
  const isOffered = metadata.pushed_authorization_request_endpoint !== undefined
  return isDemanded || (isOffered && pushedRequests !== false)
}

/**
 * Hands a request to the provider by the back channel (RFC 9126): the browser carries a reference to it alone, of which it can
 * read and change nothing.
 *
 * @returns the reference, which counts once and for a short time
 * @throws SsoError `ERR_SSO_REQUEST_REFUSED`, `ERR_SSO_REQUEST_RESPONSE`, `ERR_SSO_DISCOVERY_ENDPOINT`, `ERR_SSO_FETCH_…`
 */
export async function pushRequest(
  parameters: URLSearchParams,
  provider: Provider,
  metadata: ProviderMetadata,
): Promise<string> {
  const url = endpointOf('pushed_authorization_request_endpoint', metadata, provider)
  const response = await postForm(url, parameters, undefined, provider)
  if (response.status !== 201) throw refusalOf(response)
  const { request_uri: reference, expires_in: lifetime } = parseAnswer(response)
  if (typeof reference !== 'string' || !REQUEST_URI.test(reference)) throw malformed('request_uri')
  if (typeof lifetime !== 'number' || !(lifetime > 0)) throw malformed('expires_in')
  if (provider.profile === 'fapi2' && lifetime >= FAPI_LIFETIME) throw malformed('expires_in')
  return reference
}
