import type { IdentifierFault } from './fault.ts'

/** A text as it was probably meant, character by character, and where each of its characters stood. */
export interface Tidied {
  readonly text: string
  /** The place in the given text of each character; one more at the end, behind the last. */
  readonly places: readonly number[]
  /** What was tidied, each run of it with its place. */
  readonly faults: readonly IdentifierFault[]
}

type Meant = readonly [
  text: string,
  code?:
    | 'ERR_IDENTIFIER_AROUND'
    | 'ERR_IDENTIFIER_BLANK'
    | 'ERR_IDENTIFIER_SEPARATOR'
    | 'ERR_IDENTIFIER_WIDTH'
    | 'ERR_IDENTIFIER_CASE',
]

/** What an identifier begins and ends with, full-width or small too; what is around that is a label or quotation marks. */
const EDGE = /^[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]$/

const BLANK = /^[\s\p{Cf}\p{Cc}]$/u

/** What people and programs put where a dot belongs: full stops of other scripts, middle dots, commas, dashes. */
const SEPARATOR = /^[。·・‧∙•،,，、;；:：/／\p{Pd}_＿−~～|｜]$/u

const ASCII = /^[0-9A-Za-z.]$/

/** What one character was meant to be, and by which fault it is another. */
function meant(character: string): Meant {
  if (BLANK.test(character)) return ['', 'ERR_IDENTIFIER_BLANK']
  if (SEPARATOR.test(character)) return ['.', 'ERR_IDENTIFIER_SEPARATOR']
  const narrow = character.normalize('NFKC')
  if (narrow !== character && ASCII.test(narrow)) return [narrow.toUpperCase(), 'ERR_IDENTIFIER_WIDTH']
  return /^[a-z]$/.test(character) ? [character.toUpperCase(), 'ERR_IDENTIFIER_CASE'] : [character]
}

const meantAround = (character: string): Meant => [
  '',
  BLANK.test(character) ? 'ERR_IDENTIFIER_BLANK' : 'ERR_IDENTIFIER_AROUND',
]

/** Nothing to tidy, which is so for most of what is wrong otherwise. */
const TIDY = /^[0-9A-Z][0-9A-Z.]*[0-9A-Z]$/

/** Mends how an identifier was typed: capital letters, half-width characters, dots, no blanks, and nothing around it. */
export function tidyIdentifier(text: string): Tidied {
  if (TIDY.test(text))
    return { text, places: Array.from({ length: text.length + 1 }, (_, at) => at), faults: [] }
  const characters = [...text]
  const first = characters.findIndex((character) => EDGE.test(character))
  const last = characters.findLastIndex((character) => EDGE.test(character))
  let tidied = ''
  let at = 0
  const places: number[] = []
  const faults: IdentifierFault[] = []
  for (const [index, character] of characters.entries()) {
    const isAround = index < first || index > last
    const [better, code] = first >= 0 && isAround ? meantAround(character) : meant(character)
    const end = at + character.length
    if (code !== undefined) {
      const before = faults.at(-1)
      if (before?.code === code && before.end === at) faults[faults.length - 1] = { ...before, end }
      else faults.push({ start: at, end, code, facts: {} })
    }
    for (let unit = 0; unit < better.length; unit++) places.push(at + unit)
    tidied += better
    at = end
  }
  return { text: tidied, places: [...places, text.length], faults }
}
