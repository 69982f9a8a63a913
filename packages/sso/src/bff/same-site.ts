import { SsoError } from '../errors.ts'
import type { Route } from './options.ts'

/** A field that no form and no image sends, so that a browser asks before another site's script may. */
const CSRF_HEADER = 'x-xinyin-csrf'

/**
 * The request is one of this site's own scripts. The cookie comes along with others too; a browser says where they are from,
 * and lets no other site send the field: its question is answered with no (OAuth 2.0 for Browser-Based Applications, 6.1).
 *
 * @throws SsoError `ERR_SSO_CROSS_SITE`, `ERR_SSO_BFF_HEADER`
 */
export function checkSameSite({ headers }: Request, origin: string): void {
  const site = headers.get('sec-fetch-site') ?? 'same-origin'
  if (site !== 'same-origin' || (headers.get('origin') ?? origin) !== origin)
    throw new SsoError('ERR_SSO_CROSS_SITE')
  if (headers.get(CSRF_HEADER) !== '1') throw new SsoError('ERR_SSO_BFF_HEADER', { name: CSRF_HEADER })
}

/**
 * The request is one that is passed on at all. A connection that becomes another protocol's would carry what nobody here
 * has seen, long after the session has ended.
 *
 * @throws SsoError `ERR_SSO_METHOD`, `ERR_SSO_BFF_UPGRADE`
 */
export function checkKind({ method, headers }: Request, { methods }: Route): void {
  if (headers.has('upgrade') || headers.has('sec-websocket-key')) throw new SsoError('ERR_SSO_BFF_UPGRADE')
  if (!methods.includes(method)) throw new SsoError('ERR_SSO_METHOD', { allowed: methods.join(', ') })
}
