import type { QrSymbol } from './create.ts'
import { QUIET_ZONE } from './quiet-zone.ts'

export interface QrSvgOptions {
  /** Units of the drawing for each module; 1 unless given. */
  readonly scale?: number
  /** Light modules around it; 4 unless given, as the standard asks for. */
  readonly quietZone?: number
}

/** A QR code as SVG: one path, black on white, with its light margin. */
export function renderQrSvg(symbol: QrSymbol, options: QrSvgOptions = {}): string {
  const { scale = 1, quietZone = QUIET_ZONE } = options
  if (!(scale > 0 && scale <= 1000)) throw new RangeError('scale: more than 0, at most 1000')
  const side = symbol.size + 2 * quietZone
  const path = qrRuns(symbol)
    .map(({ x, y, length }) => `M${x + quietZone} ${y + quietZone}h${length}v1h-${length}z`)
    .join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side * scale}" height="${side * scale}" ` +
    `viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}h-${side}z"/><path d="${path}"/></svg>`
  )
}

/** Dark modules side by side in one row, as one stretch. */
export interface QrRun {
  readonly x: number
  readonly y: number
  readonly length: number
}

/** The dark modules by stretches, from the top left: what draws them needs half as many strokes, and no seams show. */
function qrRuns({ size, modules }: QrSymbol): readonly QrRun[] {
  const runs: QrRun[] = []
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const start = x
      while (x < size && modules[y * size + x] === 1) x++
      if (x > start) runs.push({ x: start, y, length: x - start })
    }
  }
  return runs
}
