import { type Check, type PathOptions, skipped } from '@xinyin/core'
import type { Licence, LicenceForm } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { checkIdentifier } from './identifier.ts'
import { checkIssuer, type Signatory } from './issuer.ts'
import type { LicencePolicy } from './policy.ts'
import { checkPresenter } from './presenter.ts'
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
  'licence.face',
]

/** When a licence is judged, and who is asked about revocation. */
export interface RulesContext {
  readonly at: Date
  readonly revocation: NonNullable<PathOptions['revocation']>
  /** What was found out about its signatures and whose they are. */
  readonly before: readonly Check[]
  /** Whether the presenter proved to hold the credential's key, where that was demanded. */
  readonly keyHeld?: boolean
  /** What came of comparing its face, where it has one. */
  readonly face?: Check
}

/** What every licence is held to, whatever its form. */
export function checkRules(
  data: PartialLicenceData,
  signatories: readonly Signatory[],
  policy: LicencePolicy,
  context: RulesContext,
): Check[] | Promise<Check[]> {
  const identifier = checkIdentifier(data)
  const check = (found: Check) => checkOthers(found, data, signatories, policy, context)
  return 'then' in identifier ? identifier.then(check) : check(identifier)
}

function checkOthers(
  identifier: Check,
  data: PartialLicenceData,
  signatories: readonly Signatory[],
  policy: LicencePolicy,
  { at, revocation, before, keyHeld = false, face = skipped('licence.face', 'face') }: RulesContext,
): Check[] | Promise<Check[]> {
  const issuer = checkIssuer(data.issuers, signatories)
  // Whoever made up a licence could have it asked for wherever he likes (draft-ietf-oauth-status-list, 8.3).
  const unproven = before.find(isUnproven) ?? (isUnproven(issuer) ? issuer : undefined)
  const status =
    unproven === undefined
      ? checkStatus(data, policy, { trust: policy.trust, revocation, at })
      : skipped('licence.status', unproven.id)
  const version = checkVersion(data, policy.versions, identifier)
  // Whoever made up a licence named his own key in it.
  const holder = checkPresenter(data.holders, policy.holder, keyHeld && unproven === undefined)
  const inOrder = (status: Check, version: Check, holder: Check): Check[] => [
    identifier,
    checkValidity(data, at),
    issuer,
    status,
    version,
    holder,
    face,
  ]
  // Mostly all are told at once, and nobody has to wait.
  if (!('then' in status) && !('then' in version) && !('then' in holder))
    return inOrder(status, version, holder)
  return Promise.all([status, version, holder]).then((told) => inOrder(...told))
}

const isUnproven = ({ status }: Check): boolean => status === 'failed' || status === 'indeterminate'

/** The rules where there is nothing to hold to them. */
export const skipRules = (because: string): Check[] => RULES.map((id) => skipped(id, because))

/** A licence's data as its reader sees it. */
export function createLicence(form: LicenceForm, data: PartialLicenceData): Licence {
  const [issuer] = data.issuers
  if (issuer === undefined) throw new TypeError('data: a licence has an issuer')
  const { number, identifier, issuedOn, holders } = data
  // What is added behind a spread takes an engine longer than all the rest.
  return { form, number, identifier, issuedOn, holder: holders[0], issuer, ...data }
}
