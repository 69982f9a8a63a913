import type { ProviderMetadata } from '../discovery/metadata.ts'
import { SsoError } from '../errors.ts'
import type { Provider } from '../provider.ts'

// A portal with two providers, one of which is hostile, may be made to send the honest one's code to the hostile one.
// Against it an answer must show whose it is: by `iss`, or by the address where it arrives (RFC 9700, 4.4.2).

const announcesIssuer = (metadata: ProviderMetadata) =>
  metadata.authorization_response_iss_parameter_supported === true

/**
 * Refuses to send anybody to a provider whose answer could be another's.
 *
 * @throws SsoError `ERR_SSO_MIX_UP`
 */
export function requireTellable(
  { ownCallback, issuer, signedResponses }: Provider,
  metadata: ProviderMetadata,
): void {
  if (!ownCallback && !signedResponses && !announcesIssuer(metadata))
    throw new SsoError('ERR_SSO_MIX_UP', { issuer })
}

/**
 * Whether an answer is that of the provider where the sign-in was started: it must name no other, name it where it announces
 * that it does (RFC 9207, 2.4), and have arrived at its redirect URI.
 *
 * @param iss - what the answer says
 * @throws SsoError `ERR_SSO_RESPONSE_ISSUER`
 */
export function checkSender(
  iss: string | undefined,
  path: string,
  { issuer, callback, ownCallback }: Provider,
  metadata: ProviderMetadata,
): void {
  const mayBeSilent = ownCallback && !announcesIssuer(metadata)
  const names = iss === undefined ? mayBeSilent : iss === issuer
  if (!names || path !== callback) throw new SsoError('ERR_SSO_RESPONSE_ISSUER', { expected: issuer })
}
