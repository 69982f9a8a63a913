import { readNumbers } from '../numbers.ts'
import { childrenOf, type XmlElement } from '../xml/element.ts'

/** One colour: red, green and blue from 0 to 1, and how much it covers: 0 lets everything through, 1 nothing. */
export interface Solid {
  readonly kind: 'solid'
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha: number
}

/**
 * What something is filled or stroked with (GB/T 33190-2016, 8.3).
 * - `solid`: one colour
 * - `axial`, `radial`: a run from one colour to others
 * - `pattern`, `gouraud`: what is not told here
 * - `unknown`: a value that readers take in different ways
 */
export type Paint =
  | Solid
  | { readonly kind: 'axial' | 'radial'; readonly stops: readonly Solid[]; readonly alpha: number }
  | { readonly kind: 'pattern' | 'gouraud' | 'unknown'; readonly alpha: number }

export const solid = (red: number, green: number, blue: number, alpha = 1): Solid => ({
  kind: 'solid',
  red,
  green,
  blue,
  alpha,
})

/** How values are numbers of a colour (8.3.1). */
export interface ColourSpace {
  readonly type: string
  readonly bits: number
  readonly palette: readonly string[]
}

export type ColourSpaces = ReadonlyMap<string, ColourSpace>

export function readColourSpace(element: XmlElement): ColourSpace {
  const { attributes } = element
  const palette = childrenOf(childrenOf(element, 'Palette')[0], 'CV').map(({ text }) => text)
  return {
    type: attributes.get('Type')?.toUpperCase() ?? 'RGB',
    bits: Number(attributes.get('BitsPerComponent') ?? 8),
    palette,
  }
}

/**
 * Reads `FillColor` or `StrokeColor` (8.3.2); black where there is none.
 *
 * @param alpha - of the object, by which that of the colour is multiplied
 * @param spaceId - the document's default colour space
 */
export function readPaint(
  element: XmlElement | undefined,
  alpha: number,
  spaces: ColourSpaces,
  spaceId?: string,
): Paint {
  if (element === undefined) return solid(0, 0, 0, alpha)
  const whole = alpha * readAlpha(element.attributes.get('Alpha'))
  for (const child of element.children) {
    if (!child.ofd) continue
    if (child.name === 'Pattern') return { kind: 'pattern', alpha: whole }
    if (child.name === 'AxialShd' || child.name === 'RadialShd') {
      const stops = childrenOf(child, 'Segment').map((segment) =>
        readPaint(childrenOf(segment, 'Color')[0], whole, spaces, spaceId),
      )
      const known = stops.filter((stop): stop is Solid => stop.kind === 'solid')
      if (known.length === 0 || known.length < stops.length) return { kind: 'unknown', alpha: whole }
      return { kind: child.name === 'AxialShd' ? 'axial' : 'radial', stops: known, alpha: whole }
    }
    if (/Gouraud/i.test(child.name)) return { kind: 'gouraud', alpha: whole }
  }
  return readValue(element, whole, spaces, spaceId)
}

function readValue({ attributes }: XmlElement, alpha: number, spaces: ColourSpaces, spaceId?: string): Paint {
  const unknown = { kind: 'unknown', alpha } as const
  const id = attributes.get('ColorSpace') ?? spaceId
  const space = id === undefined ? undefined : spaces.get(id)
  const index = attributes.get('Index')
  const value = attributes.get('Value') ?? (index === undefined ? '' : space?.palette[Number(index)])
  if (value === undefined) return unknown
  const numbers = componentsOf(value)
  if (numbers === undefined) return unknown
  const most = 2 ** (space?.bits ?? 8) - 1
  const shares = numbers.map((number) => number / most)
  if (!shares.every((share) => share >= 0 && share <= 1)) return unknown
  const [first = 0, second = 0, third = 0, fourth = 0] = shares
  const type = space?.type ?? { 1: 'GRAY', 4: 'CMYK' }[numbers.length] ?? 'RGB'
  if (numbers.length === 0) return solid(0, 0, 0, alpha)
  if (type === 'GRAY' && numbers.length === 1) return solid(first, first, first, alpha)
  if (type === 'RGB' && numbers.length === 3) return solid(first, second, third, alpha)
  if (type !== 'CMYK' || numbers.length !== 4) return unknown
  // Plainly, with no profile: what paper shows is not asked for.
  const light = (ink: number) => (1 - ink) * (1 - fourth)
  return solid(light(first), light(second), light(third), alpha)
}

const WHOLE = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i

/** Decimal numbers, or hexadecimal ones of which each has its `#`. */
function componentsOf(value: string): number[] | undefined {
  const [, ...octets] = WHOLE.exec(value.trim()) ?? []
  if (octets.length === 3) return octets.map((octet) => Number.parseInt(octet, 16))
  const parts = value.split(/[\s,]+/).filter((part) => part !== '')
  const numbers = parts.map((part) =>
    /^#[0-9a-f]{1,4}$/i.test(part)
      ? Number.parseInt(part.slice(1), 16)
      : (readNumbers(part)[0] ?? Number.NaN),
  )
  return numbers.every(Number.isFinite) ? numbers : undefined
}

/** 0 to 255, as objects and colours have it; what is no number lets nothing through. */
export function readAlpha(text: string | undefined): number {
  const value = text === undefined ? 255 : Number(text)
  return Number.isFinite(value) ? Math.min(1, Math.max(0, value / 255)) : 1
}
