import type { Facts } from '../errors.ts'
import { isInProvince, NATION, type Region, type RegionLookup } from './region.ts'

const describe = ({ names, current }: Region): Facts => ({ name: names.join(''), current })

/**
 * What is to be said of a region inside another code: its name where a table is at hand, and a `warning` where it is
 * unknown. A region that is not in the present table is no fault of the code: regions are dissolved and renumbered, and
 * codes stay.
 *
 * @param code - six digits
 */
export function regionFacts(code: string, lookup: RegionLookup | undefined): Facts {
  const region = lookup?.(code)
  const facts = { region: code, ...(region === undefined ? {} : describe(region)) }
  if (code !== NATION && !isInProvince(code)) return { ...facts, warning: 'ERR_REGION_PROVINCE' }
  const isMissing = lookup !== undefined && region?.current !== true
  return isMissing ? { ...facts, warning: 'ERR_REGION_UNKNOWN' } : facts
}
