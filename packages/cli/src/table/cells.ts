/** Spreadsheets take such a cell for a formula, and what it holds comes from whoever sent the file. */
const FORMULA = /^[=+\-@\t\r]/

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

/** Writes one record of a CSV file (RFC 4180), without the end of its line. */
export function encodeCells(cells: readonly (string | number)[]): string {
  return cells
    .map((cell) => {
      const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell)
      return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join(',')
}
