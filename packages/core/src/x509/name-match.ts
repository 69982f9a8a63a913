import { equalBytes } from '../bytes/sequence.ts'
import { parseDer } from '../der/read.ts'
import { type Name, readRelativeNames } from './name.ts'

// Characters that string preparation maps to nothing (RFC 4518, 2.2): soft hyphens, joiners, selectors and the like.
const IGNORED = /[\p{Default_Ignorable_Code_Point}\ufffc]/gu
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

// A pool of certificates is gone through once for every link of every path.
const normalised = new WeakMap<Name, string>()

function normaliseName(name: Name): string {
  const known = normalised.get(name)
  if (known !== undefined) return known
  const sets = readRelativeNames(parseDer(name.raw)).map((set) =>
    set
      .map(({ oid, value, isText }) => [oid, isText, isText ? normaliseText(value) : value])
      .sort((a, b) => (`${a}` < `${b}` ? -1 : 1)),
  )
  const form = JSON.stringify(sets)
  normalised.set(name, form)
  return form
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
