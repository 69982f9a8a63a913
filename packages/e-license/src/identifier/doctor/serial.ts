import { encodeIdentifier, type Identifier } from '../form.ts'
import { isIdentifier } from '../is-identifier.ts'
import type { Change } from './credit-code.ts'

/** Characters that are taken for each other. In a serial, unlike in a credit code, all of them may be meant. */
const PAIRS = ['0O', '1I', '2Z', '5S', '8B']

const partnerOf = (character: string): string | undefined => {
  const pair = PAIRS.find((one) => one.includes(character))
  return pair?.replace(character, '')
}

/**
 * The slips in a serial that its check character would have caught: two neighbours swapped, or one character taken for
 * one that looks like it. Any other character would give some identifier that is right, at every place of the serial, so
 * those are not looked for.
 */
export function mendSerial(identifier: Identifier): readonly Change[] {
  const { serial } = identifier
  return [...serial]
    .flatMap((character, at): Change[] => {
      const next = serial.charAt(at + 1)
      const partner = partnerOf(character)
      return [
        ...(next === '' || next === character
          ? []
          : [{ start: at, end: at + 2, text: next + character, kind: 'swapped' as const }]),
        ...(partner === undefined
          ? []
          : [{ start: at, end: at + 1, text: partner, kind: 'look-alike' as const }]),
      ]
    })
    .filter(({ start, end, text }) => {
      const mended = serial.slice(0, start) + text + serial.slice(end)
      return isIdentifier(encodeIdentifier({ ...identifier, serial: mended }))
    })
}
