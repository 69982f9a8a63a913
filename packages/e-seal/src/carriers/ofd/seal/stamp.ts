import type { Box } from '../document.ts'
import type { Pages } from './pages.ts'

/** A point in mm from the page's top left corner. */
export type Point = readonly [x: number, y: number]

/** On which pages a stamp stands: give one of the two. */
interface OnPages {
  readonly page?: number | 'all' | 'last'
  readonly pages?: Pages
}

/** A stamp in a rectangle: left, top, width and height in mm from the page's top left corner. */
export interface BoxStamp extends OnPages {
  readonly box: readonly [x: number, y: number, width: number, height: number]
}

/** A stamp in the seal's own size, by its left and top in mm. */
export interface PointStamp extends OnPages {
  readonly at: Point
}

/** A stamp whose centre lies on a text of the page, such as `（盖章）`. */
export interface TextStamp extends OnPages {
  /**
   * The text looked for, of 1 to 100 characters. Blanks and the forms of a character that differ in width only, as `(`
   * and `（` do, count as the same. Where `page` and `pages` are left out, on all pages.
   */
  readonly near: string
  /** Which of several, from 1 in the order of reading. A text that occurs more than once is refused without. */
  readonly occurrence?: number | 'first' | 'last' | 'all'
  /** How far to the right and down from the centre of the text, in mm. */
  readonly offset?: Point
}

/** Where the seal is to show. */
export type Stamp = BoxStamp | PointStamp | TextStamp

/** A stamp in its place. */
export interface PlacedStamp {
  /** Number of the page, from 1. */
  readonly page: number
  readonly box: Box
  /** The part that shows, in the stamp's own coordinates; all of it unless given. */
  readonly clip?: Box
}

/** The pages that a stamp names. @throws TypeError when it names none, or in two ways */
export function pagesOf({ page, pages }: OnPages, otherwise?: Pages): Pages {
  const named = page ?? pages ?? otherwise
  if (named === undefined || (page !== undefined && pages !== undefined))
    throw new TypeError('stamps: give page or pages')
  return named
}
