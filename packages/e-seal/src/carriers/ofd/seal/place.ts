import type { Box } from '../document.ts'
import { sealingError } from './codes.ts'
import { type FacingSeal, placeFacing } from './facing.ts'
import type { Glyph } from './glyph.ts'
import { type FoundText, findText } from './keyword.ts'
import { selectPages } from './pages.ts'
import { placeSeam, type RidingSeam, type Size } from './seam.ts'
import {
  type BoxStamp,
  type PlacedStamp,
  type PointStamp,
  pagesOf,
  type Stamp,
  type TextStamp,
} from './stamp.ts'

/** Where a seal is to show; without any of these it is invisible. */
export interface Places {
  readonly stamps?: readonly Stamp[]
  /** A riding seam 骑缝章 over the edges of the pages. */
  readonly ridingSeam?: RidingSeam
  /** A seal over the fold of facing pages 对开; `true` for pages 1 and 2, 3 and 4 and so on, halfway down. */
  readonly facing?: boolean | FacingSeal
}

/** The pages of a document, as far as places on them are asked for. */
export interface Layout {
  readonly count: number
  sizeOf(page: number): Promise<Size>
  glyphsOf(page: number): Promise<readonly Glyph[]>
}

/** A stamp takes a place in the description of the signature, which has to stay readable. */
const MAX_STAMPS = 20_000

/**
 * Finds the place of every impression of a seal.
 *
 * @param seal - the size of its picture
 * @returns one or more for each thing asked for, in that order
 * @throws SealError `ERR_OFD_TEXT_NOT_FOUND`, `ERR_OFD_TEXT_AMBIGUOUS`
 * @throws RangeError, TypeError for a page or an occurrence that is not there, a stamp without size or beside its page
 */
export async function placeSeal(places: Places, seal: Size, layout: Layout): Promise<PlacedStamp[]> {
  const { stamps = [], ridingSeam, facing } = places
  const isShown = stamps.length > 0 || ridingSeam !== undefined || Boolean(facing)
  if (isShown && !(seal.width > 0 && seal.height > 0))
    throw new RangeError('seal: its picture has no width or height')
  const placed: PlacedStamp[] = []
  const add = (more: readonly PlacedStamp[]) => {
    for (const each of more) placed.push(each)
    if (placed.length > MAX_STAMPS) throw new RangeError(`stamps: more than ${MAX_STAMPS}`)
  }
  for (const stamp of stamps) {
    const ways = ['near', 'at', 'box'].filter((way) => way in stamp)
    if (ways.length !== 1) throw new TypeError('stamps: give one of near, at and box')
    add('near' in stamp ? await placeAtText(stamp, seal, layout) : await placeOnPages(stamp, seal, layout))
  }
  if (ridingSeam !== undefined) {
    const pages = selectPages(ridingSeam.pages ?? 'all', layout.count, 'ridingSeam')
    add(placeSeam(ridingSeam, seal, pages, await sizesOf(layout, pages)))
  }
  if (facing) {
    const wanted = facing === true ? {} : facing
    const pages = selectPages(wanted.pages ?? 'all', layout.count, 'facing')
    add(placeFacing(wanted, seal, pages, await sizesOf(layout, pages)))
  }
  return placed
}

async function sizesOf(layout: Layout, pages: readonly number[]): Promise<(page: number) => Size> {
  const sizes = new Map<number, Size>()
  for (const page of pages) sizes.set(page, await layout.sizeOf(page))
  return (page) => sizes.get(page) as Size
}

async function placeOnPages(
  stamp: BoxStamp | PointStamp,
  seal: Size,
  layout: Layout,
): Promise<PlacedStamp[]> {
  const [x, y, width, height] = 'box' in stamp ? stamp.box : [...stamp.at, seal.width, seal.height]
  if (![x, y, width, height].every(Number.isFinite) || width <= 0 || height <= 0)
    throw new RangeError('stamps: a box is left, top, width and height in mm')
  const box = { x, y, width, height }
  const numbers = selectPages(pagesOf(stamp), layout.count, 'stamps')
  for (const page of numbers) {
    if (!overlaps(box, await layout.sizeOf(page)))
      throw new RangeError(`stamps: the stamp would stand beside page ${page}`)
  }
  return numbers.map((page) => ({ page, box }))
}

const overlaps = ({ x, y, width, height }: Box, page: Size) =>
  x < page.width && y < page.height && x + width > 0 && y + height > 0

async function placeAtText(stamp: TextStamp, seal: Size, layout: Layout): Promise<PlacedStamp[]> {
  const found: (FoundText & { page: number })[] = []
  const enough = stamp.occurrence === 'first' ? 1 : Number(stamp.occurrence)
  for (const page of selectPages(pagesOf(stamp, 'all'), layout.count, 'stamps')) {
    for (const place of findText(await layout.glyphsOf(page), stamp.near)) found.push({ page, ...place })
    // Where the count decides nothing, later pages do not either.
    if (enough >= 1 && found.length >= enough) break
  }
  const [right, down] = stamp.offset ?? [0, 0]
  if (!Number.isFinite(right) || !Number.isFinite(down)) throw new RangeError('stamps: an offset is in mm')
  const placed: PlacedStamp[] = []
  for (const { page, x, y } of pickOccurrences(found, stamp)) {
    const size = await layout.sizeOf(page)
    const box = { ...seal, x: x + right - seal.width / 2, y: y + down - seal.height / 2 }
    placed.push({ page, box: keepOnPage(box, size) })
  }
  return placed
}

/** Where it matters which of several is meant, none is guessed. */
function pickOccurrences<T>(found: readonly T[], { near, occurrence }: TextStamp): readonly T[] {
  const count = found.length
  if (count === 0) throw sealingError('ERR_OFD_TEXT_NOT_FOUND', { text: near })
  if (occurrence === 'all') return found
  if (occurrence === undefined && count > 1)
    throw sealingError('ERR_OFD_TEXT_AMBIGUOUS', { text: near, count })
  const nth = occurrence === 'last' ? count : occurrence === 'first' ? 1 : (occurrence ?? 1)
  const picked = found[nth - 1]
  if (picked === undefined) throw new RangeError(`stamps: the text occurs ${count} times, not ${nth}`)
  return [picked]
}

/** A text near the margin would let part of the stamp fall off the paper. */
function keepOnPage(box: Box, page: Size): Box {
  const hold = (from: number, length: number, room: number) => Math.max(0, Math.min(from, room - length))
  return { ...box, x: hold(box.x, box.width, page.width), y: hold(box.y, box.height, page.height) }
}
