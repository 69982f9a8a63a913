import { SsoError } from '../errors.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import { CLOCK_SKEW, isNumericDate } from '../token/time-checks.ts'
import { companyIn, textIn } from './claims.ts'
import type { Company, Ward } from './subject.ts'

interface Terms {
  /** The provider's name for it, one of its own in what it says of a person. */
  readonly id: string
  /** What it is good for, in the words of provider and portal; absent for everything. */
  readonly purposes?: readonly string[]
  /** Seconds since 1970, before which it is not in force. */
  readonly notBefore?: number
  /** Seconds since 1970, from which on it is over. Every agent's has an end; a representative's may have none. */
  readonly expiresAt?: number
}

/** That a person may act for a company: as its agent 经办人 until a day, or as its legal representative 法定代表人. */
export interface CompanyMandate extends Terms {
  readonly company: Company
  readonly actingAs: 'agent' | 'representative'
}

/** That a person may act for a minor as their guardian 监护人: until the minor is of age, or an earlier day. */
export interface Guardianship extends Terms {
  readonly ward: Pick<Ward, 'sub' | 'name'>
  readonly actingAs: 'guardian'
  readonly expiresAt: number
}

/** That a person may act for somebody else 授权; `actingAs` tells by what right. */
export type Mandate = CompanyMandate | Guardianship

/** Reads what mandates a provider's claims tell of. */
export type MandateReader = (claims: JsonObject) => readonly Mandate[]

const MAX_MANDATES = 100
const MAX_PURPOSES = 50

const refuse = (claim: string) => new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim })

function purposesIn(mandate: JsonObject, path: string): readonly string[] | undefined {
  const list = mandate['purposes'] ?? undefined
  if (list === undefined) return undefined
  // An empty list is a mandate for nothing, and not one for everything.
  if (!Array.isArray(list) || list.length > MAX_PURPOSES || !list.every(isIdentifier)) throw refuse(path)
  return list
}

function timeIn(mandate: JsonObject, name: 'nbf' | 'exp', path: string): number | undefined {
  const value = mandate[name] ?? undefined
  if (value !== undefined && !isNumericDate(value)) throw refuse(path)
  return value
}

function readTerms(mandate: JsonObject, path: string): Terms {
  const id = textIn(mandate, 'id', `${path}.id`)
  if (!isIdentifier(id)) throw refuse(`${path}.id`)
  const purposes = purposesIn(mandate, `${path}.purposes`)
  const notBefore = timeIn(mandate, 'nbf', `${path}.nbf`)
  const expiresAt = timeIn(mandate, 'exp', `${path}.exp`)
  return {
    id,
    ...(purposes && { purposes }),
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/** Who is acted for must have an account, by whose name portals key what they have of them; nobody is their own ward. */
function wardIn(mandate: JsonObject, guardian: unknown, path: string): Guardianship['ward'] {
  const ward = mandate['ward']
  if (!isJsonObject(ward)) throw refuse(path)
  const sub = textIn(ward, 'sub', `${path}.sub`)
  if (!isIdentifier(sub) || sub === guardian) throw refuse(`${path}.sub`)
  return { sub, name: textIn(ward, 'name', `${path}.name`) }
}

function readMandate(value: unknown, holder: unknown, path: string): Mandate {
  if (!isJsonObject(value)) throw refuse(path)
  const terms = readTerms(value, path)
  const { expiresAt } = terms
  const actingAs = value['acting_as']
  if (actingAs !== 'representative' && expiresAt === undefined) throw refuse(`${path}.exp`)
  if (actingAs === 'guardian' && expiresAt !== undefined)
    return { ...terms, expiresAt, ward: wardIn(value, holder, `${path}.ward`), actingAs }
  if (actingAs !== 'agent' && actingAs !== 'representative') throw refuse(`${path}.acting_as`)
  return { ...terms, company: companyIn(value, 'legal_person', `${path}.legal_person`), actingAs }
}

/**
 * Reads the claim `mandates` of Xinyin's own provider, a list of at most 100:
 *
 * | member | type | meaning |
 * |---|---|---|
 * | `id` | text | the provider's name for the mandate |
 * | `legal_person` | `{ "name": text, "uscc": text }` | for which company |
 * | `ward` | `{ "sub": text, "name": text }` | for which minor, in place of a company; `sub` is that of their own account |
 * | `acting_as` | `agent`, `representative` or `guardian` | 经办人, 法定代表人 or 监护人 |
 * | `purposes` | list of text | for what; absent for everything |
 * | `nbf`, `exp` | `NumericDate` | from when, until when; but for a representative's there is an end always, a guardian's at the latest when the minor is of age |
 *
 * @throws SsoError `ERR_SSO_SUBJECT_CLAIMS`, `ERR_SSO_USCC`
 */
export function readMandates(claims: JsonObject): readonly Mandate[] {
  const list = claims['mandates'] ?? []
  if (!Array.isArray(list) || list.length > MAX_MANDATES) throw refuse('mandates')
  const mandates = list.map((value, at) => readMandate(value, claims['sub'], `mandates[${at}]`))
  if (new Set(mandates.map(({ id }) => id)).size < mandates.length) throw refuse('mandates')
  return mandates
}

/** Why a mandate is not in force by its own times, if it is not. Its end is the portal's own clock's: no skew is added. */
export function findLapse({ notBefore, expiresAt }: Mandate, now: number): SsoError | undefined {
  if (expiresAt !== undefined && now >= expiresAt) {
    return new SsoError('ERR_SSO_MANDATE_EXPIRED', { seconds: Math.round(now - expiresAt) })
  }
  if (notBefore !== undefined && now < notBefore - CLOCK_SKEW) {
    return new SsoError('ERR_SSO_MANDATE_EARLY', { seconds: Math.round(notBefore - now) })
  }
  return undefined
}

/** Whether a mandate is good for something; a representative acts in everything. */
export function isFor({ actingAs, purposes }: Mandate, purpose: string): boolean {
  return actingAs === 'representative' || purposes === undefined || purposes.includes(purpose)
}

/** Whether a mandate is for a minor. */
export function isGuardianship(mandate: Mandate): mandate is Guardianship {
  return mandate.actingAs === 'guardian'
}

/** Whether two mandates are for the same company, or the same minor. */
export function isForSame(one: Mandate, other: Mandate): boolean {
  if (isGuardianship(one)) return isGuardianship(other) && one.ward.sub === other.ward.sub
  return !isGuardianship(other) && one.company.uscc === other.company.uscc
}
