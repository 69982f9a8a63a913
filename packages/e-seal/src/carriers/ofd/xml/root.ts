import { OFD_NAMESPACES } from './namespaces.ts'
import { includesText } from './scan.ts'

/** The tag of a root element ends within so many octets, whatever comments and blanks stand before it. */
const HEAD_BYTES = 2048

/** Tags of index files are ASCII, and the head may end inside a character of UTF-8. */
const LATIN1 = new TextDecoder('latin1')

/** What may stand before a root element: a byte order mark as Latin-1 shows it, blanks, instructions, comments. */
const BEFORE = /\u00ef\u00bb\u00bf|\s+|<\?[^>]*>|<!--[\s\S]*?-->/y
const TAG = /<(?:([\w.-]+):)?([\w.-]+)((?:\s[^>]*)?)>/y

/**
 * Whether a file is XML with this root element in a namespace of OFD, or in none. Only its beginning is looked at:
 * this is for going through all files of a package, few of which are index files.
 */
export function hasRoot(bytes: Uint8Array, name: string): boolean {
  const first = bytes[0]
  // XML begins with `<`, a blank or a byte order mark.
  if (first === undefined || (first > 0x20 && first !== 0x3c && first !== 0xef)) return false
  const octets = bytes.subarray(0, HEAD_BYTES)
  // Most files of a package are other ones, which is quickly told.
  if (!includesText(octets, name, 0)) return false
  const head = LATIN1.decode(octets)
  BEFORE.lastIndex = 0
  let at = 0
  while (BEFORE.test(head)) at = BEFORE.lastIndex
  TAG.lastIndex = at
  const [, prefix, local, attributes = ''] = TAG.exec(head) ?? []
  if (local !== name) return false
  const declared = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`
  for (const [, attribute, value = ''] of attributes.matchAll(/([\w:.-]+)\s*=\s*["']([^"']*)["']/g))
    if (attribute === declared) return OFD_NAMESPACES.has(value)
  return true
}

/** What stands before a root element by the letter of XML 1.0, 2.8; a document type is not looked behind. */
const PROLOG = /\u00ef\u00bb\u00bf|\s+|<\?(?:(?!\?>)[\s\S])*\?>|<!--(?:(?!-->)[\s\S])*-->/y

/** A start tag, or that of an element without content. */
const ROOT_TAG = /<(?:([\w.-]+):)?([\w.-]+)(\s[^>]*)?\/?>/y

/** So many octets of a file are looked at for its root element. */
export const ROOT_HEAD_BYTES = HEAD_BYTES

/** The root element of a file that begins as XML, `undefined` for every other one. Only its beginning is looked at. */
export function rootOf(bytes: Uint8Array): { readonly name: string; readonly namespace: string } | undefined {
  const head = LATIN1.decode(bytes.subarray(0, HEAD_BYTES))
  PROLOG.lastIndex = 0
  let at = 0
  while (PROLOG.test(head)) at = PROLOG.lastIndex
  ROOT_TAG.lastIndex = at
  const [, prefix, name, attributes = ''] = ROOT_TAG.exec(head) ?? []
  if (name === undefined) return undefined
  const declared = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`
  for (const [, attribute, value = ''] of attributes.matchAll(/([\w:.-]+)\s*=\s*["']([^"']*)["']/g))
    if (attribute === declared) return { name, namespace: value }
  return { name, namespace: '' }
}
