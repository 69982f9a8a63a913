import { readDate } from '../../metadata/date.ts'
import { EXTENSION_PREFIX } from '../../metadata/elements.ts'
import { type ExtensionItem, extensionFault, VALUE_SEPARATOR } from '../../metadata/extension.ts'
import { nearestName } from '../nearest.ts'
import { narrow } from '../plain-text.ts'
import type { Row } from './row.ts'

/** Values of a list that are named in a finding. */
const NAMED = 12

/** In a row with more extension items than this, it is not looked for what the strange ones were meant to be. */
const GUESSED = 200

/** The label in each language; a type that has it in one only is told so by its linter. */
function labelsOf({ name, label }: ExtensionItem): { readonly label: string; readonly labelEnglish: string } {
  const chinese = label?.['zh-CN'] ?? label?.en ?? name
  return { label: chinese, labelEnglish: label?.en ?? chinese }
}

/** Extension items are those of the type, each of its kind, and none that is needed is missing. */
export function checkExtensions(row: Row, items: ReadonlyMap<string, ExtensionItem>): void {
  const { cells, note } = row
  const given = new Map(
    [...cells]
      .filter(([name]) => name.startsWith(EXTENSION_PREFIX))
      .map(([name, values]) => [name.slice(EXTENSION_PREFIX.length), values] as const),
  )
  const meant = new Set<string>()
  for (const [name, values] of given) {
    const item = items.get(name)
    if (item === undefined) meant.add(checkStrange(row, name, given, items, meant) ?? '')
    else checkValue(row, item, values.join(VALUE_SEPARATOR))
  }
  for (const item of items.values())
    if (item.needed === true && !given.has(item.name) && !meant.has(item.name))
      note('row.extension-missing', EXTENSION_PREFIX + item.name, { facts: labelsOf(item) })
}

/** An item that the type does not have: perhaps one of those that are missing was meant. */
function checkStrange(
  { note }: Row,
  name: string,
  given: ReadonlyMap<string, unknown>,
  items: ReadonlyMap<string, ExtensionItem>,
  taken: ReadonlySet<string>,
): string | undefined {
  const isGuessed = given.size <= GUESSED
  const free = isGuessed ? [...items.keys()].filter((known) => !given.has(known) && !taken.has(known)) : []
  const upper = name.toUpperCase()
  const nearest = free.find((known) => known.toUpperCase() === upper) ?? nearestName(name, free)
  const field = (EXTENSION_PREFIX + name).slice(0, 80)
  if (nearest === undefined) note('row.extension-unknown', field)
  else note('row.extension-misspelt', field, { proposal: EXTENSION_PREFIX + nearest })
  return nearest
}

function checkValue({ note }: Row, item: ExtensionItem, value: string): void {
  const fault = extensionFault(item, value)
  if (fault === undefined) return
  const field = EXTENSION_PREFIX + item.name
  const labels = labelsOf(item)
  const { kind, unit, codes = {}, maxLength = 0 } = item
  if (fault === 'length')
    note('row.too-long', field, { facts: { ...labels, length: value.length, limit: maxLength } })
  else if (fault === 'code')
    note('row.extension-code', field, {
      found: value,
      expected: Object.keys(codes).slice(0, NAMED).join(' / '),
      ...proposalOf(item, value),
      facts: labels,
    })
  else
    note('row.extension-form', field, {
      found: value,
      expected: unit === undefined ? kind : `${kind} (${unit})`,
      ...proposalOf(item, value),
      facts: labels,
    })
}

/** The value typed as it should be, or the code whose meaning was written in its place. */
function proposalOf(item: ExtensionItem, value: string): { readonly proposal?: string } {
  const typed = narrow(value).replace(/[,，](?=\d{3})/g, '')
  const day = item.kind === 'date' ? readDate(typed) : undefined
  const meaning = Object.entries(item.codes ?? {}).find(([, text]) => text === value)?.[0]
  const proposal = [day, meaning, typed, typed.toUpperCase()].find(
    (candidate) =>
      candidate !== undefined && candidate !== value && extensionFault(item, candidate) === undefined,
  )
  return proposal === undefined ? {} : { proposal }
}
