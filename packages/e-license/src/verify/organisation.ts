import type { Name } from '@xinyin/core'
import { isRegionCode, regionOf } from '../identifier/region.ts'

/** organizationIdentifier (X.520, 6.4.4). */
const ORGANIZATION_IDENTIFIER = '2.5.4.97'

/** How ETSI EN 319 412-1, 5.1.4 writes where a code is from: `NTRCN-` for a national register of China. */
const REGISTER = /^[A-Z]{3}CN-/

/**
 * The codes by which a certificate says which organisation it is of. Only organizationIdentifier is read: where else
 * certificate authorities put a credit code is theirs to choose, and the same places hold other numbers too.
 */
export function organisationCodesOf({ attributes }: Name): readonly string[] {
  return attributes
    .filter(({ oid }) => oid === ORGANIZATION_IDENTIFIER)
    .map(({ value }) => value.replace(REGISTER, ''))
}

/**
 * Whether none of a certificate's codes is of another body than an issuer's code is. An issuer that goes by a region
 * code in the metadata must have the credit code of a body in that region.
 */
export function isSameBody(certified: readonly string[], code: string): boolean {
  return certified.every(
    (found) => found === code || (isRegionCode(code) && regionOf(found) === regionOf(code)),
  )
}
