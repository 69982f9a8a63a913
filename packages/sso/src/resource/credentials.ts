import { type Check, failed, passed } from '@xinyin/core'

export type AuthorizationScheme = 'Bearer' | 'DPoP'

/** An access token as a request brings it. */
export interface Credentials {
  readonly scheme: AuthorizationScheme
  readonly token: string
}

const MAX_HEADER = 16_384
/** `credentials` of one scheme with a `token68` (RFC 9110, 11.4; RFC 6750, 2.1). */
const CREDENTIALS = /^([A-Za-z]+) +([A-Za-z0-9\-._~+/]+=*)$/

/** In an address tokens end up in logs, histories and `Referer` (RFC 6750, 2.3; RFC 9700, 4.3.2). */
const isInAddress = (url: string) => url.includes('?') && new URL(url).searchParams.has('access_token')

const SCHEMES: Readonly<Record<string, AuthorizationScheme>> = { bearer: 'Bearer', dpop: 'DPoP' }

const ID = 'request.credentials'
const refuse = (reason: string): Check => failed(ID, 'ERR_SSO_CREDENTIALS_FORM', { reason })

/**
 * The access token comes in `Authorization`, once, and nowhere else (RFC 6750, 2). A body is not read for one.
 *
 * @param accepted - the schemes that this interface takes
 */
export function readCredentials(
  request: Request,
  accepted: readonly AuthorizationScheme[],
): { readonly check: Check; readonly credentials?: Credentials } {
  if (isInAddress(request.url)) return { check: refuse('in the address') }
  const header = request.headers.get('authorization')
  if (header === null) return { check: failed(ID, 'ERR_SSO_CREDENTIALS_ABSENT') }
  // Two headers of one name are one with a comma.
  if (header.includes(',')) return { check: refuse('more than one') }
  const [, name = '', token = ''] = header.length > MAX_HEADER ? [] : (CREDENTIALS.exec(header) ?? [])
  if (token === '') return { check: refuse('malformed') }
  const scheme = SCHEMES[name.toLowerCase()]
  if (scheme === undefined || !accepted.includes(scheme))
    return { check: failed(ID, 'ERR_SSO_CREDENTIALS_SCHEME', { expected: accepted.join(', ') }) }
  return { check: passed(ID, { scheme }), credentials: { scheme, token } }
}
