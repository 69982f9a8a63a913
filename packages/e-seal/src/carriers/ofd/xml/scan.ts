import { decodeUtf8 } from '@xinyin/core'

/**
 * Whether ASCII text stands anywhere in a file.
 *
 * @param rare - place in the text of a letter that is rare in such files: platforms search for one octet at great speed
 */
export function includesText(bytes: Uint8Array, text: string, rare: number): boolean {
  return findText(bytes, text, rare, 0) >= 0
}

function findText(bytes: Uint8Array, text: string, rare: number, from: number): number {
  const letter = text.charCodeAt(rare)
  for (let at = bytes.indexOf(letter, from + rare); at >= 0; at = bytes.indexOf(letter, at + 1)) {
    const start = at - rare
    let i = 0
    while (i < text.length && bytes[start + i] === text.charCodeAt(i)) i++
    if (i === text.length) return start
  }
  return -1
}

/** Paths and boxes are not longer. */
const MAX_TEXT_BYTES = 4096
const MAX_TAG_BYTES = 1024

/**
 * The texts of the elements of one name in a page, wherever they stand, found without reading the page as XML: pages make
 * up most of a document. What stands in a comment is found as well: it is better to see too much than too little.
 *
 * @param rare - as for {@link includesText}
 * @returns `undefined` for an element whose text is not plain
 */
export function elementTexts(bytes: Uint8Array, name: string, rare: number): (string | undefined)[] {
  const found: (string | undefined)[] = []
  for (let at = findText(bytes, name, rare, 0); at >= 0; at = findText(bytes, name, rare, at + name.length)) {
    if (!isTagName(bytes, at, name.length)) continue
    const tagEnd = bytes.indexOf(0x3e, at + name.length)
    // `<PageRes/>` holds nothing.
    if (tagEnd >= 0 && bytes[tagEnd - 1] === 0x2f) continue
    const textEnd = tagEnd < 0 ? -1 : bytes.indexOf(0x3c, tagEnd + 1)
    const isPlain =
      textEnd >= 0 &&
      bytes[textEnd + 1] === 0x2f &&
      tagEnd - at <= MAX_TAG_BYTES &&
      textEnd - tagEnd <= MAX_TEXT_BYTES
    found.push(isPlain ? plainText(bytes.subarray(tagEnd + 1, textEnd)) : undefined)
  }
  return found
}

/** Whether `<` and perhaps a prefix stand before a name, and something that ends it after. */
function isTagName(bytes: Uint8Array, at: number, length: number): boolean {
  const after = bytes[at + length]
  if (after !== 0x3e && after !== 0x2f && (after === undefined || after > 0x20)) return false
  let before = at - 1
  if (bytes[before] === 0x3a) {
    before--
    while (before > at - 64 && isNameOctet(bytes[before])) before--
  }
  return bytes[before] === 0x3c
}

const isNameOctet = (octet = 0) =>
  octet > 0x2c && octet !== 0x2f && octet !== 0x3a && octet !== 0x3c && octet !== 0x3e

const NAMED: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function plainText(bytes: Uint8Array): string | undefined {
  try {
    let isPlain = true
    const text = decodeUtf8(bytes).replace(
      /&(?:#(\d{1,7})|#x([\dA-Fa-f]{1,6})|(\w+));|&/g,
      (_, decimal, hex, name) => {
        const code =
          decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined
        const character =
          code === undefined
            ? NAMED.get(name ?? '')
            : code <= 0x10ffff
              ? String.fromCodePoint(code)
              : undefined
        if (character === undefined) isPlain = false
        return character ?? ''
      },
    )
    return isPlain ? text.trim() : undefined
  } catch {
    return undefined
  }
}
