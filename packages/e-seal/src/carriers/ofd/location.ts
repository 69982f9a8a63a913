import { ofdError } from './codes.ts'
import { isUsualPath, printable } from './zip/name.ts'

/** How an address on a network or a path with a drive begins: neither is a path in a package. */
const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:/

/** Whether a location says by itself that it is none in the package. */
export const isOutside = (location: string): boolean => SCHEME.test(location)

/**
 * Resolves a path of the type ST_Loc (GB/T 33190-2016, 7.1.2): from the root when it begins with `/`, otherwise
 * from the folder of the file that it stands in. Names are case-sensitive.
 *
 * @param from - name of the file that holds the path, as in the package: `Doc_0/Document.xml`
 * @returns the name as in the package
 * @throws SealError `ERR_OFD_LOCATION` for a path that leaves the package or is no path
 */
export function resolveLocation(location: string, from: string): string {
  // In nearly all paths there is nothing to be resolved.
  if (isUsualPath(location)) return from.slice(0, from.lastIndexOf('/') + 1) + location
  if (location.startsWith('/') && isUsualPath(location.slice(1))) return location.slice(1)
  const fault = () => ofdError('ERR_OFD_LOCATION', { file: from, location: printable(location) })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  if (location === '' || location.length > 1024 || /[\x00-\x1f\\]/.test(location)) throw fault()
  if (isOutside(location.replace(/^\//, ''))) throw fault()
  const base = location.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const segment of location.replace(/^\//, '').split('/')) {
    if (segment === '.') continue
    if (segment === '') throw fault()
    if (segment !== '..') base.push(segment)
    else if (base.pop() === undefined) throw fault()
  }
  if (base.length === 0) throw fault()
  return base.join('/')
}
