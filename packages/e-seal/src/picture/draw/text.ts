import { drawError } from './codes.ts'
import type { Outline, SealFont } from './font.ts'

/** One character of a text with its shape, or none for a blank. */
export interface Glyph {
  readonly character: string
  readonly outline: Outline | undefined
}

const BLANK = /^[\u0020\u3000]$/u
/** Controls, line ends, marks of direction and other things that have no shape of their own. */
const SHAPELESS = /[\p{C}\p{Zl}\p{Zp}\p{M}]/u

/**
 * The characters of a text with their shapes.
 *
 * @param argument - what the text is called where it is refused
 * @throws RangeError for a text without characters, with too many, or with any that have no shape
 * @throws SealError `ERR_FONT_CHARACTER` naming every character that the font lacks: a seal with boxes in place of
 *   characters is no seal; `ERR_FONT_STRUCTURE`, `ERR_FONT_LIMIT`
 */
export function shapeText(text: string, font: SealFont, argument: string, most = 40): Glyph[] {
  const characters = Array.from(text.normalize('NFC').trim())
  if (characters.length === 0 || characters.length > most)
    throw new RangeError(`${argument}: 1 to ${most} characters`)
  if (characters.some((character) => SHAPELESS.test(character)))
    throw new RangeError(`${argument}: characters without a shape`)
  const glyphs = characters.map((character) => ({
    character,
    outline: BLANK.test(character) ? undefined : font.outline(character),
  }))
  const missing = glyphs.filter(({ character, outline }) => outline === undefined && !BLANK.test(character))
  if (missing.length > 0) {
    const named = new Set(missing.map(({ character }) => `${character} (${codeOf(character)})`))
    throw drawError('ERR_FONT_CHARACTER', { font: font.name, characters: [...named].join(', ') })
  }
  return glyphs
}

const codeOf = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`

/** Whether it is letters and digits of the West alone, which stand on the baseline and have no square of their own. */
export const isWestern = (glyphs: readonly Glyph[]): boolean =>
  glyphs.every(({ character }) => (character.codePointAt(0) ?? 0) < 0x2e80)
