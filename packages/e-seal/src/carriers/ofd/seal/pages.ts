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
  const refuse = (found: string) =>
    new RangeError(`${argument}: the document has ${count} pages, not ${found}`)
  const range = rangeOf(pages, count)
  if (range !== undefined) {
    const { from, to } = range
    // Before an array as long as the range is made.
    const isThere = Number.isInteger(from) && Number.isInteger(to) && 1 <= from && from <= to && to <= count
    if (!isThere) throw refuse(`pages ${from} to ${to}`)
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  }
  const numbers = typeof pages === 'number' ? [pages] : [...new Set(pages as readonly number[])]
  const stray = numbers.find((page) => !Number.isInteger(page) || page < 1 || page > count)
  if (stray !== undefined) throw refuse(`page ${stray}`)
  if (numbers.length === 0) throw new RangeError(`${argument}: no page`)
  return numbers.sort((a, b) => a - b)
}

function rangeOf(pages: Pages, count: number): { from: number; to: number } | undefined {
  if (pages === 'all') return { from: 1, to: count }
  if (pages === 'last') return { from: count, to: count }
  return typeof pages === 'object' && 'from' in pages ? { to: count, ...pages } : undefined
}
