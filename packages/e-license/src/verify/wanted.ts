import type { Wanted } from '@xinyin/core/trust'
import { regionOf } from '../identifier/region.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'

/**
 * For what a licence needs its issuer: to issue this type, in this region. A trust list can limit both.
 *
 * The region is what the regions of all who issued it have in common, so that nobody's wider grant covers another one.
 * Where a code tells no region, none is stated, and a limit on regions refuses.
 */
export function wantedOf({ typeCode, issuers }: Pick<PartialLicenceData, 'typeCode' | 'issuers'>): Wanted {
  const regions = issuers.map(({ code }) => regionOf(code) ?? '')
  const [first = ''] = regions
  let length = first.length
  while (!regions.every((region) => region.startsWith(first.slice(0, length)))) length--
  return { licenceType: typeCode, region: first.slice(0, length) }
}
