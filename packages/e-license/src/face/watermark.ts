import type { TextMark, WatermarkMark } from './marks.ts'
import type { FacePage, FacePoint, FaceWatermark } from './template.ts'
import { advancesOf, sum } from './text.ts'
import { fillWords, type WordsContext } from './words.ts'

/** What a watermark is unless it says otherwise. Lengths in mm. */
const USUAL = { size: 6, angle: 30, opacity: 0.18, colour: '#606060', gap: [24, 36] } as const

/** However small a watermark is, a page shows it no more often. */
const MAX_PLACES = 400

/**
 * Words across a page, in rows that are shifted against each other, so that no part of the page is free of them.
 *
 * They are part of the page, and so of what the seal covers.
 *
 * @throws LicenceError `ERR_FACE_FIELD`
 */
export function layoutWatermark(
  watermark: FaceWatermark,
  page: Pick<FacePage, 'width' | 'height'>,
  context: WordsContext,
): WatermarkMark | undefined {
  const { size, angle, opacity, colour, gap } = { ...USUAL, ...watermark }
  const text = fillWords(watermark.text, context)
    .map((run) => run.text)
    .join('')
  if (text.trim() === '') return undefined
  const advances = advancesOf([...text], { size, spacing: 0 })
  const style = { upright: false, font: 'hei', bold: false, colour } as const
  const words: TextMark = {
    kind: 'text',
    text,
    x: 0,
    baseline: 0,
    advances,
    size,
    spacing: 0,
    ...style,
    run: { text },
  }
  return { words, places: placesOf(page, sum(advances), size, angle, gap), angle, opacity }
}

function placesOf(
  { width, height }: Pick<FacePage, 'width' | 'height'>,
  length: number,
  size: number,
  angle: number,
  [across, down]: readonly [number, number],
): FacePoint[] {
  const turn = (angle * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const reach = Math.hypot(width, height) / 2
  const step = length + across
  const places: FacePoint[] = []
  const columns = Math.ceil(reach / step) + 1
  const rows = Math.ceil(reach / (size + down))
  for (let row = -rows; row <= rows; row++)
    for (let column = -columns; column <= columns; column++) {
      const shift = row % 2 === 0 ? 0 : step / 2
      const [left, below] = [column * step + shift - length / 2, row * (size + down) + size / 2]
      const x = width / 2 + left * cos + below * sin
      const y = height / 2 - left * sin + below * cos
      const [endX, endY] = [x + length * cos, y - length * sin]
      const isOn =
        Math.max(x, endX) > 0 &&
        Math.min(x, endX) < width &&
        Math.max(y, endY) > 0 &&
        Math.min(y, endY) < height
      if (isOn && places.length < MAX_PLACES) places.push([x, y])
    }
  return places
}
