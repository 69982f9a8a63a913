import type { QrSymbol } from '../qr/symbol/create.ts'
import type { SymbolMark } from './marks.ts'
import type { FaceSymbol } from './template.ts'

/**
 * Where a QR code goes: square, in the middle of its box.
 *
 * @throws RangeError for modules that are not as many as the size says
 */
export function placeSymbol({ box: [x, y, width, height] }: FaceSymbol, symbol: QrSymbol): SymbolMark {
  const { size, modules } = symbol
  if (!Number.isInteger(size) || size < 1 || size > 177 || modules.length !== size * size)
    throw new RangeError('qr: 1 to 177 modules a side, and their square in all')
  const side = Math.min(width, height)
  const box = [x + (width - side) / 2, y + (height - side) / 2, side, side] as const
  return { kind: 'symbol', symbol, box }
}
