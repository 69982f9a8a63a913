import { type RenderedPage, rectangle } from '@xinyin/e-seal/ofd'
import type { Area } from './areas.ts'

/** An impression of a seal, which readers draw above all else on its page (GB/T 33190-2016, 18.2.3). */
export interface FaceStamp {
  /** ID of the page. */
  readonly page: string
  readonly box: Place
  /** The part of the picture that shows, in the stamp's own coordinates. */
  readonly clip: Place | undefined
}

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Stamps on a page as what may lie on its text: what their pictures show is not known.
 *
 * Writers differ in whether places begin at the corner of the page or at that of the paper: a stamp covers both.
 */
export function areasOfStamps(
  { id, physical: page }: Pick<RenderedPage, 'id' | 'physical'>,
  stamps: readonly FaceStamp[],
): Area[] {
  const corners = [[0, 0], ...(page.left === 0 && page.top === 0 ? [] : [[page.left, page.top]])]
  return stamps
    .filter((stamp) => stamp.page === id)
    .flatMap(({ box, clip = { ...box, x: 0, y: 0 } }) =>
      corners.map(([left = 0, top = 0]): Area => {
        const [x, y] = [box.x + clip.x + left, box.y + clip.y + top]
        const outline = rectangle(x, y, clip.width, clip.height, [1, 0, 0, 1, 0, 0])
        const paint = { kind: 'unknown', alpha: 1 } as const
        return { outline, rule: 'NonZero', stroke: undefined, paint, clips: [], within: undefined }
      }),
    )
}
