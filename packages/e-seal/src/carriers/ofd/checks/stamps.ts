import { type Check, failed, passed } from '@xinyin/core'
import type { DescribedSignature } from '../described.ts'
import type { Box, OfdDocument } from '../document.ts'
import type { StampAnnotation } from '../signature-file.ts'

/**
 * Every stamp stands on a page of the document that the signature belongs to, and some of it shows there: of a riding
 * seam 骑缝章 only the part within its clip does (GB/T 33190-2016, 18.2.3).
 *
 * @param boxes - the sizes that pages say of themselves, by file
 */
export function checkStamps(
  { listed, described: { stamps } }: DescribedSignature,
  documents: readonly OfdDocument[],
  boxes: ReadonlyMap<string, Box>,
): Check {
  const id = 'ofd.stamps'
  const document = documents[listed.document]
  const pages = new Map(document?.pages.map(({ id: page, file }) => [page, file]))
  const count = stamps.length
  const stray = stamps.find(({ page }) => !pages.has(page))
  if (stray !== undefined) return failed(id, 'ERR_OFD_STAMP_PAGE', { page: stray.page.slice(0, 40), count })
  const boxOf = ({ page }: StampAnnotation) => boxes.get(pages.get(page) ?? '') ?? document?.pageBox
  const hidden = stamps.find((stamp) => {
    const box = boxOf(stamp)
    return box !== undefined && !meets(shownPart(stamp), box)
  })
  if (hidden !== undefined)
    return failed(id, 'ERR_OFD_STAMP_OUTSIDE', { page: hidden.page.slice(0, 40), count })
  const whole = stamps.filter((stamp) => {
    const box = boxOf(stamp)
    return box !== undefined && lies(shownPart(stamp), box)
  })
  return passed(id, { count, whole: whole.length })
}

/** The part of a stamp that shows: its clip is in its own coordinates. */
function shownPart({ box, clip }: StampAnnotation): Box {
  if (clip === undefined) return box
  const x = Math.max(0, clip.x)
  const y = Math.max(0, clip.y)
  const width = Math.min(box.width, clip.x + clip.width) - x
  const height = Math.min(box.height, clip.y + clip.height) - y
  return { x: box.x + x, y: box.y + y, width, height }
}

/** A hundredth of a mm: what rounding of decimal fractions can come to. */
const TOLERANCE_MM = 0.01

/** Writers differ in whether a page's coordinates begin at its corner or at that of the paper: either counts. */
const cornersOf = ({ x, y, width, height }: Box): Box[] => [
  { x: 0, y: 0, width, height },
  { x, y, width, height },
]

function meets(part: Box, page: Box): boolean {
  if (part.width <= 0 || part.height <= 0) return false
  return cornersOf(page).some(
    ({ x, y, width, height }) =>
      part.x < x + width && part.x + part.width > x && part.y < y + height && part.y + part.height > y,
  )
}

function lies(part: Box, page: Box): boolean {
  return cornersOf(page).some(
    ({ x, y, width, height }) =>
      part.x >= x - TOLERANCE_MM &&
      part.x + part.width <= x + width + TOLERANCE_MM &&
      part.y >= y - TOLERANCE_MM &&
      part.y + part.height <= y + height + TOLERANCE_MM,
  )
}
