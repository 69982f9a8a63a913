import { type Check, type PathOptions, skipped } from '@xinyin/core'
import type { Licence, LicenceForm } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { checkHolder } from './holder.ts'
import { checkIdentifier } from './identifier.ts'
import { checkIssuer, type Signatory } from './issuer.ts'
import type { LicencePolicy } from './policy.ts'
import { checkStatus } from './status.ts'
import { checkValidity } from './validity.ts'
import { checkVersion } from './version.ts'

const RULES = [
  'licence.identifier',
  'licence.validity',
  'licence.issuer',
  'licence.status',
  'licence.version',
  'licence.holder',
]

/** When a licence is judged, and who is asked about revocation. */
export interface RulesContext {
  readonly at: Date
  readonly revocation: NonNullable<PathOptions['revocation']>
  /** Whether the presenter proved to hold the credential's key, where that was demanded. */
  readonly keyHeld?: boolean
}

/** What every licence is held to, whatever its form. */
export async function checkRules(
  data: PartialLicenceData,
  signatories: readonly Signatory[],
  policy: LicencePolicy,
  { at, revocation, keyHeld = false }: RulesContext,
): Promise<Check[]> {
  const identifier = checkIdentifier(data)
  return [
    identifier,
    checkValidity(data, at),
    checkIssuer(data.issuers, signatories),
    await checkStatus(data, policy, { trust: policy.trust, revocation, at }),
    await checkVersion(data, policy.versions, identifier),
    checkHolder(data.holders, policy.holder, keyHeld),
  ]
}

/** The rules where there is nothing to hold to them. */
export const skipRules = (because: string): Check[] => RULES.map((id) => skipped(id, because))

/** A licence's data as its reader sees it. */
export function createLicence(form: LicenceForm, data: PartialLicenceData): Licence {
  const [issuer] = data.issuers
  if (issuer === undefined) throw new TypeError('data: a licence has an issuer')
  const { number, identifier, issuedOn, holders } = data
  return { ...data, form, number, identifier, issuedOn, holder: holders[0], issuer }
}
