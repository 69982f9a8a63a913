import { type Check, skipped } from '@xinyin/core'
import type { Licence, LicenceForm } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { checkIdentifier } from './identifier.ts'
import { checkIssuer, type Signatory } from './issuer.ts'
import { checkValidity } from './validity.ts'

const RULES = ['licence.identifier', 'licence.validity', 'licence.issuer', 'licence.status']

/** What every licence is held to, whatever its form. */
export function checkRules(data: PartialLicenceData, signatories: readonly Signatory[], at: Date): Check[] {
  return [
    checkIdentifier(data),
    checkValidity(data, at),
    checkIssuer(data.issuers, signatories),
    // Status lists are not read yet: whether the licence was withdrawn or cancelled is not known.
    skipped('licence.status', 'status-source'),
  ]
}

/** The rules where there is nothing to hold to them. */
export const skipRules = (because: string): Check[] => RULES.map((id) => skipped(id, because))

/** A licence's data as its reader sees it. */
export function createLicence(form: LicenceForm, data: PartialLicenceData): Licence {
  const [issuer] = data.issuers
  if (issuer === undefined) throw new TypeError('data: a licence has an issuer')
  return { ...data, form, number: data.number, holder: data.holders[0], issuer }
}
