import type { Box } from '../document.ts'
import type { Pages } from './pages.ts'
import type { PlacedStamp } from './stamp.ts'

/** The edge of the pages on which a seam stands. */
export type Edge = 'right' | 'left' | 'top' | 'bottom'

/** A riding seam 骑缝章: one impression of the seal in slices on the edges of several pages. */
export interface RidingSeam {
  readonly edge: Edge
  /**
   * Where the impression begins along the edge, in mm from the top of right and left edges and from the left of the
   * others; `middle` (default) centres it.
   */
  readonly at?: number | 'middle'
  /** All unless given. */
  readonly pages?: Pages
  /**
   * Pages that share one impression at most, 2 or more. Where there are more pages, they are split into runs of nearly
   * equal length with an impression each; a page that would be left alone joins the run before it. Unless given, as
   * many as leave each slice a millimetre.
   */
  readonly maxPerSeal?: number
}

/** Width and height in mm. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A seam is read off as a seal by people only while each slice is that wide. */
const MIN_SLICE_MM = 1

/**
 * Where the slices of a riding seam stand.
 *
 * Boundary is the whole stamp, placed so that its slice lies along the edge, and the clip is that slice in the stamp's
 * own coordinates, which is how real files have it; GB/T 33190-2016, 18.2.3, gives the two attributes but no seam [?].
 * Fanned out, the pages show the seal whole: on right and bottom edges the first page has the left or upper slice, on
 * left and top edges the last one.
 *
 * @param pages - numbers of those that it goes over, in their order
 * @param sizeOf - size of a page by its number
 * @throws RangeError for fewer than two pages or a position off the edge
 */
export function placeSeam(
  seam: RidingSeam,
  seal: Size,
  pages: readonly number[],
  sizeOf: (page: number) => Size,
): PlacedStamp[] {
  const { edge, at = 'middle' } = seam
  if (!EDGES.has(edge)) throw new TypeError('ridingSeam: edge is right, left, top or bottom')
  if (pages.length < 2) throw new RangeError('ridingSeam: a seam needs two pages')
  const across = isUpright(edge) ? seal.width : seal.height
  const most = seam.maxPerSeal ?? Math.max(2, Math.floor(across / MIN_SLICE_MM))
  if (!Number.isInteger(most) || most < 2) throw new RangeError('ridingSeam: maxPerSeal is 2 or more')
  return splitRuns(pages, most).flatMap((run) => {
    if (across * 1000 < run.length) throw new RangeError('ridingSeam: maxPerSeal leaves slices without width')
    const cuts = cutSlices(across, run.length)
    return run.map((page, i) => {
      const part = edge === 'right' || edge === 'bottom' ? i : run.length - 1 - i
      return { page, ...placeSlice(edge, seal, sizeOf(page), cuts[part] as Slice, at, 'ridingSeam') }
    })
  })
}

const EDGES: ReadonlySet<Edge> = new Set(['right', 'left', 'top', 'bottom'])

const isUpright = (edge: Edge) => edge === 'right' || edge === 'left'

/** From where to where a slice of the seal goes, in mm. */
export type Slice = readonly [from: number, to: number]

/** Slices of nearly equal width that leave no gap: each ends on the thousandth of a mm where the next begins. */
export function cutSlices(across: number, count: number): Slice[] {
  const cut = (i: number) => (i === count ? across : Math.round((across * 1000 * i) / count) / 1000)
  return Array.from({ length: count }, (_, i) => [cut(i), cut(i + 1)])
}

/** Runs of at most so many pages and at least two, as equal in length as can be. */
export function splitRuns(pages: readonly number[], most: number): number[][] {
  const runs = Math.min(Math.ceil(pages.length / most), Math.floor(pages.length / 2))
  const start = (run: number) => Math.floor((pages.length * run) / runs)
  return Array.from({ length: runs }, (_, run) => pages.slice(start(run), start(run + 1)))
}

/** The stamp's box on a page, and the slice of it that shows along the edge. */
export function placeSlice(
  edge: Edge,
  seal: Size,
  page: Size,
  [from, to]: Slice,
  at: number | 'middle',
  argument: string,
): { box: Box; clip: Box } {
  const upright = isUpright(edge)
  const [length, room] = upright ? [seal.height, page.height] : [seal.width, page.width]
  const along = at === 'middle' ? (room - length) / 2 : at
  if (!Number.isFinite(along) || along >= room || along + length <= 0)
    throw new RangeError(`${argument}: ${at} mm is off the edge, which is ${room} mm long`)
  const far = edge === 'right' || edge === 'bottom'
  const off = far ? (upright ? page.width : page.height) - to : 0 - from
  const { width, height } = seal
  return upright
    ? { box: { x: off, y: along, width, height }, clip: { x: from, y: 0, width: to - from, height } }
    : { box: { x: along, y: off, width, height }, clip: { x: 0, y: from, width, height: to - from } }
}
