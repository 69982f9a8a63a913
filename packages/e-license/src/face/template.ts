/** A rectangle in mm from the top left corner of the page: x, y, width, height. */
export type FaceBox = readonly [x: number, y: number, width: number, height: number]

/** Typefaces by their Chinese names: 宋体, 黑体, 楷体, 仿宋. They are named, not embedded, as licences in use do. */
export type FaceFont = 'song' | 'hei' | 'kai' | 'fang'

/** Text in a box: broken into lines, and made smaller where it is too long. */
export interface FaceText {
  readonly box: FaceBox
  /** What stands there, with `{name}` for fields: see {@link FaceTemplate}. */
  readonly text: string
  readonly font: FaceFont
  /** Height of a full-width character, mm. */
  readonly size: number
  readonly bold?: boolean
  /** `#rrggbb`; black when absent. */
  readonly colour?: string
  /** `start` when absent. */
  readonly align?: 'start' | 'centre' | 'end'
  /** `middle` when absent. */
  readonly vertical?: 'top' | 'middle' | 'bottom'
  /** Space after each character, mm. */
  readonly spacing?: number
  /** Distance of lines by the size of characters; 1.5 when absent. */
  readonly leading?: number
}

/** A line through points, closed or not. */
export interface FacePath {
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly closed?: boolean
  /** Width of the stroke, mm. */
  readonly width: number
  readonly colour: string
}

/**
 * How the face 照面 of a licence type looks: what a designer gives, with no code in it.
 *
 * Fields: `{name}`, `{number}`, `{identifier}`, `{issuers}`, `{holders}`, `{holderCodes}`, `{issuedOn}`, `{validFrom}`,
 * `{validUntil}`, `{period}`, and `{KZ_…}` for extension items. A `?` at the end, `{KZ_BZ?}`, allows one to be absent.
 */
export interface FaceTemplate {
  /** Size of the page, mm. */
  readonly page: { readonly width: number; readonly height: number }
  /** Drawn first, in order. */
  readonly paths: readonly FacePath[]
  readonly texts: readonly FaceText[]
  /** Where the authority's seal goes. */
  readonly seal: FaceBox
}

const FONTS: ReadonlySet<string> = new Set(['song', 'hei', 'kai', 'fang'] satisfies FaceFont[])

/**
 * Templates come from files as well as from code, and what is in them goes into XML.
 *
 * @throws TypeError for a colour that is not `#rrggbb`, a typeface that is not named above, a number that is none
 */
export function assertTemplate({ page, paths, texts, seal }: FaceTemplate): void {
  const colours = [...paths, ...texts].map(({ colour }) => colour ?? '#000000')
  const colour = colours.find((found) => !/^#[0-9a-f]{6}$/.test(found))
  if (colour !== undefined) throw new TypeError(`template: a colour is #rrggbb, found ${colour}`)
  const font = texts.find((text) => !FONTS.has(text.font))?.font
  if (font !== undefined) throw new TypeError(`template: no typeface ${font}`)
  const numbers = [
    page.width,
    page.height,
    ...seal,
    ...paths.flatMap(({ width, points }) => [width, ...points.flat()]),
    ...texts.flatMap(({ box, size, spacing = 0, leading = 1 }) => [...box, size, spacing, leading]),
  ]
  if (!numbers.every(Number.isFinite) || !texts.every(({ size }) => size > 0))
    throw new TypeError('template: sizes and places are numbers, in mm')
}

/** A box as a closed path. */
export function frame([x, y, width, height]: FaceBox, stroke: number, colour: string): FacePath {
  const [right, bottom] = [x + width, y + height]
  return {
    points: [
      [x, y],
      [right, y],
      [right, bottom],
      [x, bottom],
    ],
    closed: true,
    width: stroke,
    colour,
  }
}
