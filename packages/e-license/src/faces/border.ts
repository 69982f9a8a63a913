import type { FaceItem } from '../face/template.ts'
import { GOLD } from './ink.ts'

/** Frame of two lines with a meander in each corner, so far within the edges of a page, mm. */
export function border(width: number, height: number, inset: number): FaceItem[] {
  const within = (more: number) =>
    [inset + more, inset + more, width - 2 * (inset + more), height - 2 * (inset + more)] as const
  return [
    { kind: 'frame', box: within(0), stroke: { width: 1.2, colour: GOLD } },
    { kind: 'frame', box: within(2.6), stroke: { width: 0.3, colour: GOLD } },
    { kind: 'corners', box: within(5), size: 12, width: 0.7, colour: GOLD },
  ]
}
