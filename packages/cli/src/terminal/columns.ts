import type { Colors } from 'picocolors/types.js'
import { printable } from './printable.ts'

/** How many columns of a terminal a text takes: full-width characters take two. */
export function widthOf(text: string): number {
  let width = 0
  // What stands for a character that must not be printed is narrow, though its number is high.
  for (const character of text) width += character > '\u2e7f' && character !== '\ufffd' ? 2 : 1
  return width
}

/** Fills a text up to a number of columns. */
export const pad = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)))

/** The end of a text, as much of it as a number of columns takes: the end of a path says more than its beginning. */
export function fit(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  for (const character of [...text].reverse()) {
    if (widthOf(character + kept) + 1 > columns) break
    kept = character + kept
  }
  return kept === '' ? '' : `…${kept}`
}

/** One line of a description. */
export interface Row {
  readonly label: string
  readonly value: string
}

/** Labels and values in two columns, each on one line of its own. */
export function formatRows(rows: readonly Row[], colors: Colors, indent = '  '): string {
  const columns = Math.min(34, Math.max(...rows.map(({ label }) => widthOf(printable(label, 60))))) + 2
  return rows
    .map(
      ({ label, value }) =>
        `${indent}${colors.dim(pad(printable(label, 60), columns))}${printable(value, 2000)}`,
    )
    .join('\n')
}
