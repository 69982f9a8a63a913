import type { Check, Facts } from '@xinyin/core'
import { parseUscc, type RegionLookup, regionFacts } from '@xinyin/core/register-codes'
import { checkBy } from './check-by.ts'
import type { Identifier } from './form.ts'
import { isRegionCode } from './region.ts'

const ID = 'identifier.issuer-code'

/**
 * The issuer code is the credit code of the issuing authority, with both its check characters (GB/T 36904-2018).
 *
 * In the field region codes stand there too, of six digits and of ten. They name a region and no authority: they pass,
 * with `ERR_IDENTIFIER_ISSUER_REGION` as a `warning`.
 *
 * @throws CoreError as `parseUscc`
 */
export function assertIssuerCode(issuerCode: string, regionOf?: RegionLookup): Facts {
  if (isRegionCode(issuerCode)) {
    const region = regionOf === undefined ? {} : regionFacts(issuerCode.slice(0, 6), regionOf)
    return { ...region, issuerCode, form: 'region', warning: 'ERR_IDENTIFIER_ISSUER_REGION' }
  }
  const { region } = parseUscc(issuerCode)
  const facts = regionOf === undefined ? { region } : regionFacts(region, regionOf)
  return { issuerCode, form: 'credit-code', ...facts }
}

export const checkIssuerCode = ({ issuerCode }: Identifier, regionOf?: RegionLookup): Check =>
  checkBy(ID, () => assertIssuerCode(issuerCode, regionOf))
