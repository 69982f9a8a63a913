import { type Paint, type Solid, solid } from '@xinyin/e-seal/ofd'

export const WHITE: Solid = /* @__PURE__ */ solid(1, 1, 1)
export const BLACK: Solid = /* @__PURE__ */ solid(0, 0, 0)

/** The colour that is seen where one lies on another that lets nothing through. */
export function blend(above: Solid, below: Solid): Solid {
  const { red, green, blue, alpha } = above
  if (alpha === 1) return above
  const mix = (over: number, under: number) => over * alpha + under * (1 - alpha)
  return solid(mix(red, below.red), mix(green, below.green), mix(blue, below.blue))
}

const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)

/** What of all light a colour gives back (relative luminance of WCAG 2). */
const lightness = ({ red, green, blue }: Solid): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

/** How much two colours differ in lightness: 1 when not at all, 21 for black on white (WCAG 2, 1.4.3). */
export function contrast(one: Solid, other: Solid): number {
  const [a, b] = [lightness(one), lightness(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** The colours that something may be seen in: one, those that a run goes through, or none where nobody knows. */
export function coloursOf(paint: Paint): readonly Solid[] {
  if (paint.kind === 'solid') return [paint]
  return 'stops' in paint ? paint.stops : []
}
