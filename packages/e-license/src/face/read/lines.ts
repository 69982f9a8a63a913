import type { GlyphCell as Glyph } from '@xinyin/e-seal/ofd'

/** A gap between characters, by their height, that a reader takes for a blank. */
const BLANK = 0.35

/** Characters as a person reads them: from top to bottom, on one line from left to right. */
export function readingOrder(glyphs: readonly Glyph[]): string {
  const lines: Glyph[][] = []
  for (const glyph of [...glyphs].sort((one, other) => one.y - other.y)) {
    const line = lines.at(-1)
    const first = line?.[0]
    // Small text beside large stands on the same line when their middles are near.
    if (first !== undefined && glyph.y - first.y <= Math.min(first.halfHeight, glyph.halfHeight))
      line?.push(glyph)
    else lines.push([glyph])
  }
  return lines
    .map((line) => spell(line.sort((one, other) => one.x - other.x)).trim())
    .filter((line) => line !== '')
    .join('\n')
}

function spell(line: readonly Glyph[]): string {
  let text = ''
  let before: Glyph | undefined
  for (const glyph of line) {
    if (before !== undefined) {
      if (isAgain(glyph, before)) continue
      const gap = glyph.x - glyph.halfWidth - before.x - before.halfWidth
      if (gap > Math.min(before.halfHeight, glyph.halfHeight) * 2 * BLANK) text += ' '
    }
    text += glyph.character
    before = glyph
  }
  return text
}

/** Some writers print text twice to make it bold, the second time a little beside the first. */
const isAgain = (glyph: Glyph, before: Glyph): boolean =>
  glyph.character === before.character && glyph.x - before.x < glyph.halfWidth / 2

/** Characters that stand below each other: column by column, from the right. */
export function readingDown(glyphs: readonly Glyph[]): string {
  const columns: Glyph[][] = []
  for (const glyph of [...glyphs].sort((one, other) => other.x - one.x)) {
    const column = columns.at(-1)
    const first = column?.[0]
    if (first !== undefined && first.x - glyph.x <= Math.max(first.halfWidth, glyph.halfWidth))
      column?.push(glyph)
    else columns.push([glyph])
  }
  return columns
    .map((column) =>
      column
        .sort((one, other) => one.y - other.y)
        .map(({ character }) => character)
        .join(''),
    )
    .join('\n')
}
