import type { Report } from '@xinyin/core'
import { encodeIdentifier, type Identifier } from '../form.ts'
import { type InspectIdentifierOptions, inspectIdentifier } from '../inspect.ts'
import { isIdentifier } from '../is-identifier.ts'
import { partsWithoutDots } from './dots.ts'
import type { IdentifierFault, IdentifierProposal } from './fault.ts'
import { findFaults } from './find.ts'
import { startOf } from './parts.ts'
import { repairIdentifier } from './repair.ts'
import { type Tidied, tidyIdentifier } from './tidy.ts'

/** What is wrong with an identifier, where, and what was probably meant. */
export interface IdentifierDiagnosis {
  /** Of the text as it is. */
  readonly report: Report<Identifier>
  /**
   * With places in the text as it is; first how it is typed, then part by part. A check character that is wrong only
   * because another part is, has no fault.
   */
  readonly faults: readonly IdentifierFault[]
  /** The likeliest first; none where nothing is likely, or too much is. */
  readonly proposals: readonly IdentifierProposal[]
}

/** Longer texts are inspected, and nothing is looked for in them. */
const LENGTH_LIMIT = 400

/**
 * Says of an e-licence identifier where it is wrong, names faults known from the field, and proposes what was meant:
 * after mending full-width characters, small letters, blanks and dots; with the check character computed anew; or where
 * one slip of the finger alone makes all check characters agree. A proposal is a right identifier. That it is the one
 * that was meant has to be seen from the licence.
 *
 * Never throws for what the text says.
 *
 * @example
 * const { faults, proposals } = diagnoseIdentifier('1.2.156.3003.2.11100000MB03271699001.11330105002500287C.2026000001.001.P')
 * faults[0]?.code // 'ERR_IDENTIFIER_ROOT_MISTYPED'
 * proposals[0]?.identifier // '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'
 */
export function diagnoseIdentifier(
  text: string,
  options: InspectIdentifierOptions = {},
): IdentifierDiagnosis {
  const report = inspectIdentifier(text, options)
  if (report.verdict === 'passed' || text.length > LENGTH_LIMIT)
    return { report, faults: findFaults(text, report), proposals: [] }
  const tidied = tidyIdentifier(text)
  const inner = tidied.text === text ? report : inspectIdentifier(tidied.text, options)
  const inText = ({ start, end, ...rest }: IdentifierFault): IdentifierFault => {
    const from = tidied.places[start] ?? text.length
    const last = end > start ? (tidied.places[end - 1] ?? text.length - 1) : from - 1
    return { start: from, end: last + 1, ...rest }
  }
  const proposals = inner.verdict === 'passed' ? [asTidied(tidied)] : propose(tidied.text, inner, options)
  const found = findFaults(tidied.text, inner).filter(({ start }) => !isConsequence(start, inner, proposals))
  return {
    report,
    faults: [...tidied.faults, ...found.map(inText)],
    proposals: proposals.map(({ changes, ...rest }) => ({
      ...rest,
      changes: [...tidied.faults, ...changes.map(inText)],
    })),
  }
}

/** Whether a fault is that of a check character which is right as soon as another part is. */
const isConsequence = (
  start: number,
  { subject }: Report<Identifier>,
  [best]: readonly IdentifierProposal[],
): boolean =>
  subject !== undefined &&
  start === startOf(subject, 'checkCharacter') &&
  best?.by === 'guessing' &&
  best.identifier.endsWith(`.${subject.checkCharacter}`)

const asTidied = ({ text }: Tidied): IdentifierProposal => ({ identifier: text, by: 'writing', changes: [] })

function propose(
  text: string,
  { subject }: Report<Identifier>,
  { regionOf }: InspectIdentifierOptions,
): readonly IdentifierProposal[] {
  const repaired = subject === undefined ? [] : repairIdentifier(subject, regionOf)
  return repaired.length > 0 ? repaired : redot(text)
}

/** Puts the root in front and dots where the parts end, where all check characters agree to that. */
function redot(text: string): readonly IdentifierProposal[] {
  const dots = { start: 0, end: text.length, code: 'ERR_IDENTIFIER_DOTS', facts: {} }
  const right = partsWithoutDots(text).map(encodeIdentifier).filter(isIdentifier)
  const [only, ...others] = right
  if (only === undefined || others.length > 0) return []
  return [{ identifier: only, by: 'writing', changes: [dots] }]
}
