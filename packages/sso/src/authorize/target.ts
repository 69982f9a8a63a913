import { SsoError } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { parseReturnTo } from './return-to.ts'

/** What a router that decodes takes for a step up the path. */
const ENCODED_STEP = /%2f|%5c|%2e/i

function isListed(path: string, targets: readonly string[]): boolean {
  return (
    !ENCODED_STEP.test(path) &&
    targets.some((target) => (target.endsWith('/*') ? path.startsWith(target.slice(0, -1)) : path === target))
  )
}

/** Where people go who are sent to no page: anybody may send them there. */
export const HOME = '/'

/**
 * A path of this site to which somebody else would have people go: one of those that the portal lists, where it lists any.
 *
 * @throws SsoError `ERR_SSO_TARGET`
 */
export function requireListed(
  returnTo: string,
  { origin, targets }: Pick<Settings, 'origin' | 'targets'>,
): string {
  if (returnTo === HOME || targets === undefined) return returnTo
  if (!isListed(new URL(returnTo, origin).pathname, targets)) throw new SsoError('ERR_SSO_TARGET')
  return returnTo
}

/**
 * The page to which somebody else would have people go once they are signed in (`target_link_uri`; OpenID Connect Core 1.0,
 * 4): one of this site, and of those that the portal lists. Where it lists none, the page is not looked at.
 *
 * @throws SsoError `ERR_SSO_TARGET`
 */
export function parseTarget(
  target: string | undefined,
  { origin, targets }: Pick<Settings, 'origin' | 'targets'>,
): string | undefined {
  if (target === undefined || targets === undefined) return undefined
  const url = URL.canParse(target) ? new URL(target) : undefined
  const isOurs = url?.origin === origin && url.username === '' && url.password === ''
  if (url === undefined || !isOurs || !isListed(url.pathname, targets)) throw new SsoError('ERR_SSO_TARGET')
  return parseReturnTo(url.pathname + url.search + url.hash, origin)
}
