import type { Pages } from './pages.ts'
import { cutSlices, placeSlice, type Size } from './seam.ts'
import type { PlacedStamp } from './stamp.ts'

/** A seal over the fold between facing pages 对开: a half on the inner edge of either. */
export interface FacingSeal {
  /** Where it begins, in mm from the top; `middle` (default) centres it. */
  readonly at?: number | 'middle'
  /** All unless given. */
  readonly pages?: Pages
  /**
   * Whether the first of the pages lies on the left (default), so that pages 1 and 2 face each other, or on the right
   * as the first page of a book does, so that 2 and 3 do.
   */
  readonly first?: 'left' | 'right'
}

/**
 * Where the halves of a seal over facing pages stand: the left half on the right edge of the left page, the right half
 * on the left edge of the right one. A page without an opposite gets none. The standard has no such thing [?]; boundary
 * and clip are as those of a riding seam.
 *
 * @param pages - numbers of those that are looked at, in their order
 * @param sizeOf - size of a page by its number
 * @throws RangeError where no two pages face each other, or the position is off the edge
 */
export function placeFacing(
  facing: FacingSeal,
  seal: Size,
  pages: readonly number[],
  sizeOf: (page: number) => Size,
): PlacedStamp[] {
  const { at = 'middle', first = 'left' } = facing
  if (first !== 'left' && first !== 'right') throw new TypeError('facing: first is left or right')
  const numbers = pages.slice(first === 'right' ? 1 : 0)
  if (numbers.length < 2) throw new RangeError('facing: no two pages face each other')
  const [left, right] = cutSlices(seal.width, 2) as [readonly [number, number], readonly [number, number]]
  // A page without an opposite is left out.
  return numbers
    .slice(0, numbers.length - (numbers.length % 2))
    .map((page, i) =>
      i % 2 === 0
        ? { page, ...placeSlice('right', seal, sizeOf(page), left, at, 'facing') }
        : { page, ...placeSlice('left', seal, sizeOf(page), right, at, 'facing') },
    )
}
