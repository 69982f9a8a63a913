import type { Told } from './finding.ts'

const SHOWN_LIMIT = 120
const HIDDEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}]/gu

/** A value as far as it may be seen by whoever mends the row: first and last characters of what is long. */
export function mask(text: string): string {
  const characters = [...text]
  const [head, tail] = characters.length >= 8 ? [2, 2] : [1, 0]
  return characters
    .map((character, i) => (i < head || i >= characters.length - tail ? character : '*'))
    .join('')
}

/** A value on one line, with what does not show made visible, and no longer than somebody reads. */
function shown(text: string): string {
  const cut = text.length > SHOWN_LIMIT ? `${text.slice(0, SHOWN_LIMIT)}…` : text
  return cut
    .replace(HIDDEN, (hidden) => `\\u${hidden.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\n', '\\n')
}

/** What of one row must not be shown. */
export interface Secrets {
  /** Columns that say something of a person. */
  readonly columns: ReadonlySet<string>
  /** Their values, which may stand in other columns as well. */
  readonly values: readonly string[]
}

/** Characters from which on a value is looked for in other columns: shorter ones stand in many words. */
const SHORTEST = 2

/** What a check told, without anything of a person. A proposal for a personal value would be one, so it is left out. */
export function conceal(field: string, told: Told, { columns, values }: Secrets): Told {
  const { found, expected, proposal, facts } = told
  const isPersonal = columns.has(field)
  const clean = (text: string) => {
    const open = values.reduce(
      (rest, value) => (value.length >= SHORTEST ? rest.replaceAll(value, mask(value)) : rest),
      text,
    )
    return shown(open)
  }
  return {
    ...(found === undefined ? {} : { found: isPersonal ? shown(mask(found)) : clean(found) }),
    ...(expected === undefined ? {} : { expected: clean(expected) }),
    ...(proposal === undefined || isPersonal ? {} : { proposal: clean(proposal) }),
    ...(facts === undefined ? {} : { facts }),
  }
}
