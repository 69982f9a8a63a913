import { SsoError } from '../errors.ts'
import type { Asked } from './asked.ts'

/**
 * Only a page of this site signs its user out, or has them act in another name. `Origin` alone would not do: pages that send
 * no referrer post with `Origin: null`; browsers too old for `Sec-Fetch-Site` send it.
 *
 * @throws SsoError `ERR_SSO_CROSS_SITE`
 */
export function requireSameSite({ headers }: Asked, origin: string): void {
  const site = headers.get('sec-fetch-site')
  const same = site === null ? headers.get('origin') === origin : site === 'same-origin'
  if (!same) throw new SsoError('ERR_SSO_CROSS_SITE')
}
