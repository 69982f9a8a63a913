/** Pages by their numbers, from 1: one, some, the last, a range with both ends, or all. */
export type Pages =
  | number
  | readonly number[]
  | 'all'
  | 'last'
  | { readonly from: number; readonly to?: number }

/**
 * The numbers of the pages that are meant, in rising order, each once.
 *
 * @param count - how many the document has
 * @param argument - what an error names
 * @throws RangeError for a page that is not there, or none at all
 */
export function selectPages(pages: Pages, count: number, argument: string): number[] {
  const numbers = [...new Set(numbersOf(pages, count))].sort((a, b) => a - b)
  const stray = numbers.find((page) => !Number.isInteger(page) || page < 1 || page > count)
  if (stray !== undefined)
    throw new RangeError(`${argument}: the document has ${count} pages, not page ${stray}`)
  if (numbers.length === 0) throw new RangeError(`${argument}: no page`)
  return numbers
}

function numbersOf(pages: Pages, count: number): readonly number[] {
  if (pages === 'last') return [count]
  if (typeof pages === 'number') return [pages]
  const range = pages === 'all' ? { from: 1 } : pages
  if (!('from' in range)) return range
  const { from, to = count } = range
  // A page that is not there has to be found before an array as long as the range is made.
  if (!(from >= 1 && to <= count && from <= to)) return [from >= 1 && from <= to ? to : from]
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
