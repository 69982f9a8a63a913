/** Characters that mean the same encoded or not (RFC 3986, 2.3). */
const UNRESERVED = /[A-Za-z0-9\-._~]/

/** Percent-encoding in the one form (RFC 3986, 6.2.2.1 and 6.2.2.2). */
function normalizeEncoding(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16))
    return UNRESERVED.test(character) ? character : whole.toUpperCase()
  })
}

/**
 * An address as DPoP compares it (RFC 9449, 4.3, 9): without query and fragment, after the normalization that a URL
 * parser does (case, default port, dot segments) and that of percent-encoding.
 *
 * @returns nothing for what is no http(s) address, or has a user in it
 */
export function normalizeAddress(address: unknown): string | undefined {
  // A parser drops white space and line ends without a word; an address has none.
  if (typeof address !== 'string' || !/^https?:\/\/[\x21-\x7e]+$/i.test(address) || address.includes('\\'))
    return undefined
  if (!URL.canParse(address)) return undefined
  const { origin, pathname, username, password } = new URL(address)
  return username === '' && password === '' ? origin + normalizeEncoding(pathname) : undefined
}
