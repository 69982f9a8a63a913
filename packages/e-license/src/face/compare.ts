import type { CustomData } from '../metadata/custom-data.ts'
import { readDate } from '../metadata/date.ts'
import { ELEMENTS, EXTENSION_PREFIX, isElementName } from '../metadata/elements.ts'
import { isEndless } from '../metadata/endless.ts'
import type { FaceReading, ShownItem } from './read/read.ts'

/**
 * How a face and the metadata disagree.
 * - `differs`: the face says something else
 * - `unknown`: the face shows an item that the metadata does not have
 * - `absent`: what every face has to show is not to be read on it
 * - any other: it says the same, but a person cannot read it there: see `ShownItem`
 */
export interface FaceDisagreement {
  /** Short name of GB/T 36903. */
  readonly element: string
  readonly index: number | undefined
  readonly reason: 'differs' | 'unknown' | 'absent' | NonNullable<ShownItem['hidden']>
}

/** Without these a face says nothing: whose licence of what it is, which number it has, and who gave it. */
const ESSENTIAL = ['ZZMC', 'ZZBH', 'CZZT', 'ZZBFJG']

/** How an item that was too long for its box ends. */
const SHORTENED = /(?:…|\.\.\.)$/
/** Of a shortened item, so many characters have to be there. */
const LEAST_SHOWN = 2

/**
 * Holds what a face shows against the custom data of the same document (GB/T 36905-2018).
 *
 * Items that are tagged are compared one by one; of issuers and holders, each with the one that its tag counts. What
 * every face has to show must also be readable where no tag says so, since documents of other systems have no tags.
 *
 * @param custom - as `DocInfo` has it, or as `encodeCustomData` makes it
 * @returns what disagrees, in the order of the face; empty when the two say the same. No value of either is in it
 */
export function compareFace(
  reading: Pick<FaceReading, 'items' | 'text'>,
  custom: readonly CustomData[],
): FaceDisagreement[] {
  const expected = new Map<string, string[]>()
  for (const { name, value } of custom) {
    const values = expected.get(name)
    if (values === undefined) expected.set(name, [value.trim()])
    else values.push(value.trim())
  }
  const found: FaceDisagreement[] = []
  const shown = new Map<string, Set<string>>()
  for (const item of reading.items) {
    const { element, index } = item
    if (!isElementName(element) && !element.startsWith(EXTENSION_PREFIX)) continue
    const reason = item.hidden ?? judge(item, expected.get(element))
    if (reason !== undefined) found.push({ element, index, reason })
    else if (ESSENTIAL.includes(element))
      shown.set(element, (shown.get(element) ?? new Set()).add(bare(item.text)))
  }
  let text: string | undefined
  const isReadable = (value: string) => {
    text ??= bare(reading.text)
    return text.includes(bare(value))
  }
  for (const element of ESSENTIAL)
    for (const [index, value] of (expected.get(element) ?? []).entries()) {
      const isTagged = shown.get(element)?.has(bare(value)) === true
      const isShown = isTagged || isReadable(value)
      const isKnown = found.some((each) => each.element === element && (each.index ?? index) === index)
      if (!isShown && !isKnown) found.push({ element, index, reason: 'absent' })
    }
  return found
}

function judge(
  { element, index, text }: ShownItem,
  values: readonly string[] = [],
): 'differs' | 'unknown' | undefined {
  // A period without an end is said in words, and has no element.
  if (element === 'ZZYXQJZRQ' && isEndless(bare(text)))
    return values.every((value) => value === '' || isEndless(value)) ? undefined : 'differs'
  const candidates = index === undefined ? values : values.slice(index, index + 1)
  if (candidates.length === 0) return 'unknown'
  return candidates.some((value) => isSame(element, text, value)) ? undefined : 'differs'
}

function isSame(element: string, shown: string, value: string): boolean {
  if (isElementName(element) && ELEMENTS[element].kind !== 'text') {
    const day = dayOf(shown)
    return day !== undefined && day === dayOf(value)
  }
  if (shown === value) return true
  const [text, whole] = [bare(shown), bare(value)]
  if (text === whole) return true
  // Items of a licence type may be days, too.
  const day = dayOf(shown)
  if (day !== undefined && day === dayOf(value)) return true
  const head = text.replace(SHORTENED, '')
  return head !== text && [...head].length >= LEAST_SHOWN && whole.startsWith(head)
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const ENGLISH_DAY = /^(\d{1,2})([A-Za-z]+)(\d{4})$/
const POINTED_DAY = /^(\d{4})[./](\d{1,2})[./](\d{1,2})$/

/** The day of a date or time, in whichever form a face or the metadata writes it. */
function dayOf(text: string): string | undefined {
  const plain = bare(text)
  const [, day, month = '', year] = ENGLISH_DAY.exec(plain) ?? []
  if (day !== undefined) return readDate(`${year}年${MONTHS.indexOf(month) + 1}月${day}日`)
  const [, ...pointed] = POINTED_DAY.exec(plain) ?? []
  if (pointed.length > 0) return readDate(`${pointed[0]}年${pointed[1]}月${pointed[2]}日`)
  return readDate(plain.replace(/T.*$/, ''))
}

/** Without blanks, and of characters that are in no other form: what most items are. */
const PLAIN = /^[\x21-\x7e\u4e00-\u9fff]*$/

/** As what texts are compared: blanks are nothing, and full-width forms are as others. */
const bare = (text: string): string => (PLAIN.test(text) ? text : text.normalize('NFKC').replace(/\s+/g, ''))
