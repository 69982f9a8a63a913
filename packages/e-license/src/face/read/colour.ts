import { childrenOf, type XmlElement } from '@xinyin/e-seal/ofd'

/** A colour as it is seen: red, green and blue from 0 to 1, and how much it covers. */
export interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
  /** 0 lets everything through, 1 nothing. */
  readonly alpha: number
  /** What of all light it gives back where it covers (relative luminance of WCAG 2). */
  readonly lightness: number
}

export const WHITE = /* @__PURE__ */ createColour(1, 1, 1)
const BLACK = /* @__PURE__ */ createColour(0, 0, 0)

/** What objects may refer to for their colours (`DrawParam`, GB/T 33190-2016, 8.2), by identifier. */
export type DrawParams = ReadonlyMap<string, XmlElement>

/** Where the colours of a page come from, and those that were read: most texts have one of two or three. */
export interface Palette {
  readonly params: DrawParams
  readonly known: Map<string, Colour>
}

/** How many drawing parameters may stand on each other. */
const MAX_RELATIVE = 8

/**
 * The colour with which an object is filled or stroked: its own, that of its drawing parameters, or black.
 *
 * @param drawParam - identifier of the drawing parameters that hold around it
 */
export function colourOf(
  object: XmlElement,
  kind: 'FillColor' | 'StrokeColor',
  { params, known }: Palette,
  drawParam: string | undefined,
): Colour {
  const own = octet(object.attributes.get('Alpha'))
  let element = childrenOf(object, kind)[0]
  let next = object.attributes.get('DrawParam') ?? drawParam
  for (let i = 0; element === undefined && next !== undefined && i < MAX_RELATIVE; i++) {
    const param = params.get(next)
    element = childrenOf(param, kind)[0]
    next = param?.attributes.get('Relative')
  }
  if (element === undefined) return own === 1 ? BLACK : { ...BLACK, alpha: own }
  const value = element.attributes.get('Value') ?? ''
  const colour = known.get(value) ?? readValue(value)
  known.set(value, colour)
  const alpha = own * octet(element.attributes.get('Alpha'))
  return alpha === 1 ? colour : { ...colour, alpha }
}

/** Gray, RGB or CMYK by the count of numbers (8.3.2). What is given in another way is taken to be seen. */
function readValue(value: string): Colour {
  const numbers = (value.trim() || undefined)?.split(/[\s,]+/).map((part) => share(part)) ?? []
  if (numbers.some(Number.isNaN)) return BLACK
  const [first = 0, second = 0, third = 0, fourth = 0] = numbers
  if (numbers.length === 1) return createColour(first, first, first)
  if (numbers.length === 3) return createColour(first, second, third)
  if (numbers.length !== 4) return BLACK
  const light = (ink: number) => (1 - ink) * (1 - fourth)
  return createColour(light(first), light(second), light(third))
}

const share = (text: string): number =>
  Math.min(1, Math.max(0, (text.startsWith('#') ? Number.parseInt(text.slice(1), 16) : Number(text)) / 255))

function octet(text: string | undefined): number {
  const value = text === undefined ? 255 : Number(text)
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value / 255)) : 1
}

/** The colour that is seen where one lies on another that lets nothing through. */
export function blend(above: Colour, below: Colour): Colour {
  const { red, green, blue, alpha } = above
  if (alpha === 1) return above
  const mix = (over: number, under: number) => over * alpha + under * (1 - alpha)
  return createColour(mix(red, below.red), mix(green, below.green), mix(blue, below.blue))
}

/** How much two colours differ in lightness: 1 when not at all, 21 for black on white (WCAG 2, 1.4.3). */
export function contrast({ lightness: one }: Colour, { lightness: other }: Colour): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

/** A colour that lets nothing through. Its lightness is told once, for text after text has the same. */
function createColour(red: number, green: number, blue: number): Colour {
  const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const lightness = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  return { red, green, blue, alpha: 1, lightness }
}
