import { assertCheckCharacter } from '../check-character.ts'
import type { Identifier } from '../form.ts'
import { assertRoot } from '../root.ts'
import { assertVersion } from '../version.ts'
import type { Change } from './credit-code.ts'
import { faultBy, type IdentifierFault } from './fault.ts'
import { type Part, startOf } from './parts.ts'

const CODES = {
  'look-alike': 'ERR_IDENTIFIER_LOOK_ALIKE',
  substituted: 'ERR_IDENTIFIER_SUBSTITUTED',
  swapped: 'ERR_IDENTIFIER_SWAPPED',
  'left-out': 'ERR_IDENTIFIER_LEFT_OUT',
  'too-many': 'ERR_IDENTIFIER_TOO_MANY',
} as const satisfies Record<Change['kind'], string>

/** Says a change of a part, with its place in the written identifier. */
export function describeChange(written: Identifier, part: Part, change: Change): IdentifierFault {
  const offset = startOf(written, part)
  const found = written[part].slice(change.start, change.end)
  return {
    start: offset + change.start,
    end: offset + change.end,
    code: CODES[change.kind],
    facts: { found, expected: change.text },
  }
}

const ASSERTIONS = {
  root: assertRoot,
  version: ({ version }: Identifier) => assertVersion(version),
  checkCharacter: assertCheckCharacter,
} as const

/** Says of a part that was put right what was wrong with it; nothing where it is as it was. */
export function computedPart(
  written: Identifier,
  better: Identifier,
  part: keyof typeof ASSERTIONS,
): IdentifierFault | undefined {
  if (written[part] === better[part]) return undefined
  const start = startOf(written, part)
  // The check character is judged over the parts as they were put right.
  const judged = { ...better, [part]: written[part] }
  return faultBy(() => ASSERTIONS[part](judged), start, start + written[part].length)
}
