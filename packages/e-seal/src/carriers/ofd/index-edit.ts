import { decodeUtf8, encodeUtf8 } from '@xinyin/core'
import { type OnEndTag, parseXml, type XmlLimits } from './xml/parse.ts'

/**
 * Puts text before the end tag of the nth element of a name at a depth, and leaves every other byte as it is.
 *
 * @param depth - 0 for the root element
 * @param make - gives the text, from the prefix that the element is written with: `ofd:`, or nothing
 */
export function insertBeforeEnd(
  bytes: Uint8Array,
  place: { file: string; name: string; depth: number; nth: number },
  make: (prefix: string) => string,
  limits: Partial<XmlLimits> = {},
): Uint8Array {
  let seen = 0
  let at: number | undefined
  let prefix = ''
  const onEndTag: OnEndTag = (tag, depth, position) => {
    const local = tag.slice(tag.indexOf(':') + 1)
    if (local !== place.name || depth !== place.depth || seen++ !== place.nth) return
    at = position
    prefix = tag.slice(0, tag.length - local.length)
  }
  parseXml(bytes, place.file, limits, { onEndTag })
  if (at === undefined) throw new Error(`unreachable: ${place.file} was read with its ${place.name}`)
  const text = decodeUtf8(bytes)
  const marked = text.startsWith('\ufeff') ? 1 : 0
  return encodeUtf8(text.slice(0, at + marked) + make(prefix) + text.slice(at + marked))
}
