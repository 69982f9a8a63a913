import { equalBytes } from '../bytes/sequence.ts'
import { parseDer } from '../der/read.ts'
import { type Name, readRelativeNames } from './name.ts'

// Characters that string preparation maps to nothing (RFC 4518, 2.2): controls, soft hyphen, joiners, selectors.
const IGNORED = /[\u00ad\u034f\u1806\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ufffc]/gu
const SPACES = /[\s\u0085]+/gu

/** Compatible composition, no case, one space between words, none around (RFC 5280, 7.1; RFC 4518, 2). */
function normaliseText(text: string): string {
  return text
    .replace(SPACES, ' ')
    .replace(IGNORED, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(SPACES, ' ')
    .trim()
}

function normaliseName(name: Name): string {
  const sets = readRelativeNames(parseDer(name.raw)).map((set) =>
    set
      .map(({ oid, value, isText }) => [oid, isText, isText ? normaliseText(value) : value])
      .sort((a, b) => (`${a}` < `${b}` ? -1 : 1)),
  )
  return JSON.stringify(sets)
}

/**
 * Whether two distinguished names are the same (RFC 5280, 7.1): the same relative names in the same order, text
 * compared without regard to case, to the width of its spaces and to the string type.
 */
export function sameName(a: Name, b: Name): boolean {
  return equalBytes(a.raw, b.raw) || normaliseName(a) === normaliseName(b)
}

/** Whether a name has no attributes at all. */
export function isEmptyName(name: Name): boolean {
  return name.attributes.length === 0
}
