import type { Facts } from './errors.ts'
import { type Check, failed, passed } from './report.ts'

/**
 * Which deviations from the standards are not tolerated: all, or those of these names. What is otherwise good then fails
 * with `ERR_TOLERANCE_REFUSED`.
 */
export type Strict<Name extends string = string> = true | readonly Name[]

/**
 * Reports a deviation that was met and read all the same, by the check `tolerance.<name>`. There is none for a deviation
 * that was not met: it is no check that was left out.
 *
 * @param facts - `elements`: where it was met
 * @returns a check that passed, or that failed with `ERR_TOLERANCE_REFUSED` where `strict` names it
 */
export function toleranceCheck<Name extends string>(
  name: Name,
  facts: Facts & { readonly elements: string },
  strict: Strict<Name> = [],
): Check {
  const id = `tolerance.${name}`
  return strict === true || strict.includes(name)
    ? failed(id, 'ERR_TOLERANCE_REFUSED', facts)
    : passed(id, facts)
}
