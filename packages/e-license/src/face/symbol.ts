import type { PathMark } from './marks.ts'
import type { FacePoint, FaceSymbol } from './template.ts'

/** A QR code as its modules, row by row: 1 is dark. */
export interface FaceQrSymbol {
  /** Modules of one side, without the quiet zone. */
  readonly size: number
  /** `size` times `size` of 0 or 1. */
  readonly modules: Uint8Array
}

/** Light modules around a symbol (ISO/IEC 18004). */
const QUIET = 4

/**
 * The dark modules of a symbol as one shape: a rectangle for each stretch of them in a row, so that no seam shows between
 * two.
 *
 * @throws RangeError for modules that are not as many as the size says
 */
export function drawSymbol(
  { box: [x, y, width, height], colour = '#000000' }: FaceSymbol,
  symbol: FaceQrSymbol,
): PathMark {
  const { size, modules } = symbol
  if (!Number.isInteger(size) || size < 1 || size > 177 || modules.length !== size * size)
    throw new RangeError('qr: 1 to 177 modules a side, and their square in all')
  const side = Math.min(width, height)
  const module = side / (size + 2 * QUIET)
  const left = x + (width - side) / 2 + QUIET * module
  const top = y + (height - side) / 2 + QUIET * module
  const figures: { points: readonly FacePoint[]; closed: true }[] = []
  for (let row = 0; row < size; row++)
    for (let from = 0; from < size; from++) {
      if (modules[row * size + from] !== 1) continue
      let to = from
      while (to < size && modules[row * size + to] === 1) to++
      const [near, far] = [left + from * module, left + to * module]
      const [above, below] = [top + row * module, top + (row + 1) * module]
      figures.push({
        points: [
          [near, above],
          [far, above],
          [far, below],
          [near, below],
        ],
        closed: true,
      })
      from = to
    }
  return { kind: 'path', figures, fill: colour }
}
