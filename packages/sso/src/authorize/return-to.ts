import { SsoError } from '../errors.ts'

/** It travels in a cookie, of which a browser may hold several: together they must fit into a request's header. */
const MAX_LENGTH = 1_024

// Read alike by everybody, decoded or not: no dots, no escapes, one solidus at a time.
const PLAIN = /^\/(?:[\w-]+\/)*[\w-]*$/
// What a browser, a proxy or a router that decodes takes for the start of another host, or for a control character.
const OTHER_HOST = /^\/(?:[/\\]|%2f|%5c)/i
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about.
const UNSAFE = /[\u0000-\u0020\\\u007f-\u009f]/

/** What a path reads as to whoever decodes it, and takes compatibility forms for what they look like. */
function decodePath(path: string): string {
  const binary = path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return new TextDecoder().decode(bytes).normalize('NFKC')
}

/**
 * A path of this site to return to after signing in or out, normalised; never another site (RFC 9700, 4.11).
 *
 * @throws SsoError `ERR_SSO_RETURN_TO`
 */
export function parseReturnTo(path: string, origin: string): string {
  if (path.length <= MAX_LENGTH && PLAIN.test(path)) return path
  const refuse = () => new SsoError('ERR_SSO_RETURN_TO')
  // Compatibility forms, such as a full-width solidus, are solidi to whoever normalises.
  const plain = path.normalize('NFKC')
  if (path.length > MAX_LENGTH || !path.startsWith('/') || OTHER_HOST.test(plain) || UNSAFE.test(path)) {
    throw refuse()
  }
  const url = URL.canParse(path, origin) ? new URL(path, origin) : undefined
  // Looked at again, and decoded: what was behind `/a/..` is in front now.
  if (url?.origin !== origin || OTHER_HOST.test(decodePath(url.pathname))) throw refuse()
  const normal = url.pathname + url.search + url.hash
  if (normal.length > MAX_LENGTH) throw refuse()
  return normal
}
