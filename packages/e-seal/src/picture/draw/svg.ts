import { encodeUtf8 } from '@xinyin/core'
import { escapeXml } from '../../carriers/ofd/xml/write.ts'
import type { SealPicture } from '../../seal/seal.ts'
import { type Colour, hexColour } from './ink.ts'
import { round } from './place.ts'

/** What is inked, in mm from the middle of the picture. */
export interface Drawing {
  /** In mm. */
  readonly width: number
  /** In mm. */
  readonly height: number
  readonly title: string
  readonly colour: Colour
  /** Paths that are filled. */
  readonly filled: string
  /** Borders, of a width of their own. */
  readonly stroked?: readonly { readonly path: string; readonly width: number }[]
  /** Paths that are left open in what is filled. */
  readonly carved?: string
}

/**
 * A picture as SVG, by itself: text is in it as shapes, so that it looks the same everywhere, with no font.
 */
export function toSvgPicture({
  width,
  height,
  title,
  colour,
  filled,
  stroked = [],
  carved,
}: Drawing): SealPicture {
  const ink = hexColour(colour)
  const box = `${round(-width / 2)} ${round(-height / 2)} ${width} ${height}`
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="${box}">`,
    `<title>${escapeXml(title)}</title>`,
    ...(carved === undefined
      ? []
      : [
          `<mask id="carved" maskUnits="userSpaceOnUse" x="${round(-width / 2)}" y="${round(-height / 2)}" width="${width}" height="${height}">`,
          `<path fill="#fff" d="${filled}"/><path fill="#000" d="${carved}"/></mask>`,
        ]),
    ...stroked.map(
      (line) => `<path fill="none" stroke="${ink}" stroke-width="${round(line.width)}" d="${line.path}"/>`,
    ),
    `<path fill="${ink}"${carved === undefined ? '' : ' mask="url(#carved)"'} d="${filled}"/>`,
    '</svg>',
  ]
  return { type: 'svg', data: encodeUtf8(svg.join('')), width, height }
}
