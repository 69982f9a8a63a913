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
const normalised = new WeakMap<Name, readonly string[]>()

/**
 * A name in a form in which equal ones are the same text (RFC 5280, 7.1), one for each relative name, in their order:
 * compared without regard to case, to the width of spaces and to the string type.
 */
export function normaliseName(name: Name): readonly string[] {
  const known = normalised.get(name)
  if (known !== undefined) return known
  const form = readRelativeNames(parseDer(name.raw)).map((set) =>
    JSON.stringify(
      set
        .map(({ oid, value, isText }) => [oid, isText, isText ? normaliseText(value) : value])
        .sort((a, b) => (`${a}` < `${b}` ? -1 : 1)),
    ),
  )
  normalised.set(name, form)
  return form
}

/** Whether two distinguished names are the same (RFC 5280, 7.1). */
export function sameName(a: Name, b: Name): boolean {
  if (equalBytes(a.raw, b.raw)) return true
  const form = normaliseName(b)
  return normaliseName(a).length === form.length && isWithinName(a, b)
}

/** Whether a name begins with all relative names of another one (RFC 5280, 4.2.1.10). */
export function isWithinName(name: Name, base: Name): boolean {
  const form = normaliseName(name)
  return normaliseName(base).every((relative, at) => relative === form[at])
}

/** Whether a name has no attributes at all. */
export function isEmptyName(name: Name): boolean {
  // By its octets: its attributes are read when they are asked for.
  return name.raw.length === 2
}
