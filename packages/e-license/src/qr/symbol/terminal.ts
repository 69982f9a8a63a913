import type { QrSymbol } from './create.ts'
import { QUIET_ZONE } from './quiet-zone.ts'

export interface QrTerminalOptions {
  /** The terminal has dark characters on a light ground; unless `true`, light ones on a dark ground are expected. */
  readonly isLight?: boolean
  /** Light modules around it; 4 unless given. A scanner may do with fewer, at least one should be there. */
  readonly quietZone?: number
}

/** Two modules, one above the other, by which of them is drawn in the colour of characters: none, upper, lower, both. */
const BLOCKS = [' ', '▀', '▄', '█'] as const

/**
 * A QR code as lines of characters for a terminal: each holds two rows of modules, in half blocks. What is light in the
 * code must be light on the screen, which is the colour of characters on a dark ground.
 */
export function renderQrTerminal({ size, modules }: QrSymbol, options: QrTerminalOptions = {}): string {
  const { isLight = false, quietZone = QUIET_ZONE } = options
  const isDrawn = (x: number, y: number): boolean => {
    const isInside = x >= 0 && y >= 0 && x < size && y < size
    return (isInside && modules[y * size + x] === 1) === isLight
  }
  const lines: string[] = []
  for (let y = -quietZone; y < size + quietZone; y += 2) {
    let line = ''
    // The row below the last one is not there: it stays the ground of the terminal.
    const isLast = y + 1 >= size + quietZone
    for (let x = -quietZone; x < size + quietZone; x++)
      line += BLOCKS[(isDrawn(x, y) ? 1 : 0) | (!isLast && isDrawn(x, y + 1) ? 2 : 0)]
    lines.push(line)
  }
  return lines.join('\n')
}
