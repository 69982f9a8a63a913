import { faceError } from './codes.ts'
import type { FaceMark, PathMark } from './marks.ts'
import { layoutParagraph, type ParagraphStyle, paragraphHeight } from './paragraph.ts'
import type { FaceBox, FaceCell, FacePoint, FaceRow, FaceTable } from './template.ts'
import { fillWords, isShown, type Run, type WordsContext } from './words.ts'

const PADDING = 2

/** A row with its text, not yet at a place. */
interface FilledRow {
  readonly height: number
  readonly cells: readonly {
    readonly width: number
    readonly runs: readonly Run[]
    readonly style: ParagraphStyle
  }[]
}

/** A table, and which of its rows stand on which page. */
export interface SplitTable {
  readonly table: FaceTable
  readonly header: FilledRow | undefined
  readonly first: readonly FilledRow[]
  /** Rows of each further page. */
  readonly further: readonly (readonly FilledRow[])[]
}

/**
 * Fills the rows of a table and shares them out: as many as fit to its own box, the others to as many boxes of another
 * height as they need.
 *
 * @param rest - height of the boxes on further pages; `undefined` where there is none
 * @throws LicenceError `ERR_FACE_OVERFLOW`, `ERR_FACE_FIELD`
 */
export function splitTable(
  table: FaceTable,
  rest: number | undefined,
  context: WordsContext,
  part: string,
): SplitTable {
  const header = table.header && fillRow(table.header, table, context)
  const rows = table.rows.flatMap((row) => rowsOf(row, context).map((within) => fillRow(row, table, within)))
  const pages: FilledRow[][] = [[]]
  const headerHeight = header?.height ?? 0
  let room = table.box[3] - headerHeight
  for (const row of rows) {
    if (row.height > room + 1e-6) {
      if (rest === undefined || row.height > rest - headerHeight + 1e-6)
        throw faceError('ERR_FACE_OVERFLOW', { part })
      pages.push([])
      room = rest - headerHeight
    }
    pages.at(-1)?.push(row)
    room -= row.height
  }
  const [first = [], ...further] = pages
  return { table, header, first, further }
}

/** A row that stands there for each holder or issuer, once for each. */
function rowsOf(row: FaceRow, context: WordsContext): WordsContext[] {
  const contexts =
    row.each === undefined
      ? [context]
      : context.data[row.each].map((_, index): WordsContext => ({ ...context, row: index }))
  return contexts.filter((each) => isShown(row.when, each))
}

function fillRow(row: FaceRow, table: FaceTable, context: WordsContext): FilledRow {
  const { padding = PADDING } = table
  const cells = row.cells.map((cell) => ({
    width: cell.width,
    runs: fillWords(cell.text, context),
    style: styleOf(cell, table),
  }))
  const needed = cells.map(
    ({ width, runs, style }) => paragraphHeight(runs, width - 2 * padding, style) + padding,
  )
  return { height: row.grows === true ? Math.max(row.height, ...needed) : row.height, cells }
}

function styleOf({ width: _, text: __, ...cell }: FaceCell, table: FaceTable): ParagraphStyle {
  const { font, size, bold, colour, align, vertical, spacing, leading, least, overflow } = table
  const own = { font, size, bold, colour, align, vertical, spacing, leading, least, overflow, ...cell }
  return Object.fromEntries(
    Object.entries(own).filter(([, value]) => value !== undefined),
  ) as unknown as ParagraphStyle
}

/** Sets rows of a table into a box, with the lines around their cells. */
export function layoutRows(
  { table, header }: SplitTable,
  rows: readonly FilledRow[],
  [x, y]: FaceBox,
  part: string,
): FaceMark[] {
  const { padding = PADDING, border } = table
  const texts: FaceMark[] = []
  const rules: { points: readonly FacePoint[] }[] = []
  let top = y
  let right = x
  for (const { height, cells } of header === undefined ? rows : [header, ...rows]) {
    let left = x
    if (top > y)
      rules.push({
        points: [
          [x, top],
          [x + cells.reduce((sum, cell) => sum + cell.width, 0), top],
        ],
      })
    for (const [i, { width, runs, style }] of cells.entries()) {
      if (i > 0)
        rules.push({
          points: [
            [left, top],
            [left, top + height],
          ],
        })
      // Text of a row that grew has the space above and below that it was given.
      const box: FaceBox = [left + padding, top + padding / 2, width - 2 * padding, height - padding]
      texts.push(...layoutParagraph(runs, box, style, part))
      left += width
    }
    right = Math.max(right, left)
    top += height
  }
  if (border === undefined || top === y) return texts
  const inner: PathMark = {
    kind: 'path',
    figures: rules,
    stroke: { width: border.inner, colour: border.colour },
  }
  const outer: PathMark = {
    kind: 'path',
    figures: [
      {
        points: [
          [x, y],
          [right, y],
          [right, top],
          [x, top],
        ],
        closed: true,
      },
    ],
    stroke: { width: border.outer, colour: border.colour },
  }
  return [inner, outer, ...texts]
}
