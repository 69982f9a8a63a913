import { type Check, type Facts, failed, passed } from '@xinyin/core'
import type { Deviation, SealTolerance } from '../seal/tolerance.ts'

/**
 * Which deviations from the standards are not tolerated: all, or those of these names. A seal that is otherwise good
 * then fails with `ERR_TOLERANCE_REFUSED`.
 */
export type Strict = true | readonly SealTolerance[]

/**
 * One check for each tolerance that was needed, none for the others: `tolerance.<name>`.
 *
 * Beside what readers took down these are what checks tolerated, which they tell by a fact `tolerance`.
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
  for (const { id, facts } of checks) if (typeof facts['tolerance'] === 'string') add(facts['tolerance'], id)
  return [...elements].map(([name, places]) => {
    const id = `tolerance.${name}`
    const facts: Facts = { of, elements: places.join(', ') }
    const isRefused = strict === true || strict.some((refused) => refused === name)
    return isRefused ? failed(id, 'ERR_TOLERANCE_REFUSED', facts) : passed(id, facts)
  })
}
