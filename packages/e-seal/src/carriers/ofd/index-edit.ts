import { decodeUtf8, encodeUtf8 } from '@xinyin/core'
import { type OnEndTag, parseFullXml } from './xml/full.ts'
import type { XmlLimits } from './xml/limits.ts'

/** The nth element of a name at a depth of a file. */
export interface ElementPlace {
  readonly file: string
  readonly name: string
  /** 0 for the root element. */
  readonly depth: number
  readonly nth: number
}

/**
 * Puts text before the end tag of an element, and leaves every other byte as it is.
 *
 * @param make - gives the text, from the prefix that the element is written with: `ofd:`, or nothing
 * @returns `undefined` where there is no such element, or one without an end tag
 */
export function insertBeforeEnd(
  bytes: Uint8Array,
  place: ElementPlace,
  make: (prefix: string) => string,
  limits: Partial<XmlLimits> = {},
): Uint8Array | undefined {
  const { found, text } = findEndTag(bytes, place, limits)
  if (found === undefined) return undefined
  return encodeUtf8(text.slice(0, found.at) + make(found.prefix) + text.slice(found.at))
}

/**
 * Writes a number in the place of the digits that an element's text ends with, filled up with zeros to as many digits,
 * and leaves every other byte as it is. A file without such an element, or one whose text ends otherwise, stays.
 */
export function replaceNumber(
  bytes: Uint8Array,
  place: ElementPlace,
  number: number,
  limits: Partial<XmlLimits> = {},
): Uint8Array {
  const { found, text } = findEndTag(bytes, place, limits)
  const [digits] = /\d{1,15}(?=\s*$)/.exec(text.slice(0, found?.at ?? 0).slice(-64)) ?? []
  if (found === undefined || digits === undefined) return bytes
  const from = text.lastIndexOf(digits, found.at)
  const written = String(number).padStart(digits.length, '0')
  return encodeUtf8(text.slice(0, from) + written + text.slice(from + digits.length))
}

function findEndTag(
  bytes: Uint8Array,
  place: ElementPlace,
  limits: Partial<XmlLimits>,
): { text: string; found: { at: number; prefix: string } | undefined } {
  const text = decodeUtf8(bytes)
  // Positions count from behind a byte order mark.
  const marked = text.startsWith('\ufeff') ? 1 : 0
  let seen = 0
  let found: { at: number; prefix: string } | undefined
  const onEndTag: OnEndTag = (tag, depth, position) => {
    const local = tag.slice(tag.indexOf(':') + 1)
    if (local !== place.name || depth !== place.depth || seen++ !== place.nth) return
    found = { at: position + marked, prefix: tag.slice(0, tag.length - local.length) }
  }
  parseFullXml(bytes, place.file, limits, { onEndTag })
  return { text, found }
}
