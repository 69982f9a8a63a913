/** Marks that must not begin a line, and marks that must not end one (GB/T 15834, 5). */
const NOT_FIRST = new Set('、，。；：！？）》〉」』】”’%‰℃·,.;:!?)]}')
const NOT_LAST = new Set('（《〈「『【“‘([{')

/** Width of a character by the size of a full-width one: the typefaces of licences have these two widths only. */
function widthOf(character: string): number {
  return (character.codePointAt(0) ?? 0) < 0x2000 ? 0.5 : 1
}

export interface Measure {
  readonly size: number
  /** Space after each character. */
  readonly spacing: number
}

/** Advances of the characters of one line; the last carries no space after it. */
export function advancesOf(line: string, { size, spacing }: Measure): number[] {
  const advances = [...line].map((character) => widthOf(character) * size + spacing)
  const last = advances.length - 1
  return advances.map((advance, i) => (i === last ? advance - spacing : advance))
}

export const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, number) => total + number, 0)

/** Breaks text into lines of at most a width: between any two Chinese characters, between Latin words. */
export function breakLines(text: string, width: number, measure: Measure): string[] {
  return text.split('\n').flatMap((paragraph) => breakParagraph(paragraph, width, measure))
}

function breakParagraph(paragraph: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (candidate: string) => sum(advancesOf(candidate.trimEnd(), measure)) <= width + 1e-6
  for (const piece of piecesOf(paragraph)) {
    if (line === '' || fits(line + piece)) {
      line += piece
    } else {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    }
    // A word longer than a line has to be broken somewhere.
    for (
      let head = longestFit(line, fits);
      head.length < line.trimEnd().length;
      head = longestFit(line, fits)
    ) {
      lines.push(head.trimEnd())
      line = line.slice(head.length).trimStart()
    }
  }
  return [...lines, line.trimEnd()]
}

function longestFit(line: string, fits: (text: string) => boolean): string {
  if (fits(line)) return line
  const characters = [...line]
  let count = 1
  while (count < characters.length && fits(characters.slice(0, count + 1).join(''))) count++
  return characters.slice(0, count).join('')
}

/** What cannot be parted: Latin words with the spaces after them, and characters with the marks that cling to them. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let previous = ''
  for (const character of text) {
    const clings =
      pieces.length > 0 &&
      (NOT_FIRST.has(character) ||
        NOT_LAST.has(previous) ||
        (isLatin(previous) && isLatin(character)) ||
        character === ' ')
    if (clings) pieces[pieces.length - 1] += character
    else pieces.push(character)
    previous = character
  }
  return pieces
}

const isLatin = (character: string): boolean =>
  character !== ' ' && character !== '' && widthOf(character) < 1
