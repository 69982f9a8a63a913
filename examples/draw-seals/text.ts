import type { Outline, SealFont } from '@xinyin/e-seal/picture'
import type { Element } from './xml.ts'

/** The characters of a text object as shapes; those that the font lacks stay away. */
export function drawText(element: Element, font: SealFont, colour: string): string {
  const size = Number(element.attributes['Size'] ?? 3)
  const wide = Number(element.attributes['HScale'] ?? 1)
  const shapes = element.children
    .filter(({ name }) => name === 'TextCode')
    .flatMap(({ text, attributes }) => {
      const [right, down] = [stepsOf(attributes['DeltaX']), stepsOf(attributes['DeltaY'])]
      let [x, y] = [Number(attributes['X'] ?? 0), Number(attributes['Y'] ?? 0)]
      return Array.from(text, (character, i) => {
        const outline = font.outline(character)
        const drawn = outline === undefined ? '' : drawOutline(outline, x, y, size * wide, size)
        x += right[i] ?? 0
        y += down[i] ?? 0
        return drawn
      })
    })
  return `<path fill="${colour}" d="${shapes.join('')}"/>`
}

/** Distances between characters; `g 3 4.5` stands for three of 4.5 mm. */
function stepsOf(text = ''): number[] {
  const parts = text.trim().split(/\s+/)
  const steps: number[] = []
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === 'g') {
      steps.push(...new Array<number>(Number(parts[i + 1])).fill(Number(parts[i + 2])))
      i += 2
    } else steps.push(Number(parts[i]))
  }
  return steps
}

function drawOutline({ segments }: Outline, x: number, y: number, across: number, up: number): string {
  return segments
    .map(({ kind, points }) =>
      points.reduce<string>(
        (path, value, i) => `${path}${i % 2 === 0 ? x + value * across : y - value * up} `,
        kind,
      ),
    )
    .join('')
}
