import type { Position } from './dns.ts'
import { positionOfHost } from './host.ts'

/**
 * Scheme, `//`, who, `@`, host, port (RFC 3986, 3). An IP literal is no host here. No part of it has a backslash, at which
 * browsers end the host: `https://a.cn\@b.cn` would be of two.
 */
const AUTHORITY = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@\\\s]*@)?([^/?#@:[\]]+)(?::\d*)?(?:[/?#]|$)/i

/** Far above addresses in use. A longer one is held against many subtrees for too long. */
const MAX_LENGTH = 8192

/**
 * Addresses: the base is the host, or with a leading dot everything below it (RFC 5280, 4.2.1.10). What has no host, or
 * an IP address in its place, cannot be constrained and is refused.
 */
export function positionOfUri(uri: string, base: string): Position {
  const host = uri.length > MAX_LENGTH ? undefined : AUTHORITY.exec(uri)?.[1]
  return host === undefined ? 'unclear' : positionOfHost(host, base)
}
