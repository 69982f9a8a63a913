import { type Check, type Strict as StrictOf, toleranceCheck } from '@xinyin/core'
import type { Deviation, SealTolerance } from '../seal/tolerance.ts'

/** Which deviations of seals, signatures and documents are not tolerated. */
export type Strict = StrictOf<SealTolerance>

/**
 * One check for each tolerance that was needed, none for the others: `tolerance.<name>`.
 *
 * Beside what readers took down these are what checks tolerated, which they tell by a fact `tolerance`, a name or several.
 */
export function toleranceChecks(
  deviations: readonly Deviation[],
  checks: readonly Check[],
  of: 'seal' | 'signature' | 'document',
  strict: Strict = [],
): Check[] {
  const elements = new Map<string, string[]>()
  const add = (name: string, element: string) => elements.set(name, [...(elements.get(name) ?? []), element])
  for (const { tolerance, element } of deviations) add(tolerance, element)
  for (const { id, facts } of checks) {
    const { tolerance } = facts
    if (typeof tolerance === 'string') for (const name of tolerance.split(', ')) add(name, id)
  }
  return [...elements].map(([name, places]) =>
    toleranceCheck<string>(name, { of, elements: places.join(', ') }, strict),
  )
}
