import { SsoError } from '../errors.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import { CLOCK_SKEW, isNumericDate } from '../token/time-checks.ts'
import { companyIn, textIn } from './claims.ts'
import type { Company } from './subject.ts'

/** That a person may act for a company 授权: as its agent 经办人 until a day, or as its legal representative 法定代表人. */
export interface Mandate {
  /** The provider's name for it, one of its own in what it says of a person. */
  readonly id: string
  readonly company: Company
  readonly actingAs: 'agent' | 'representative'
  /** What it is good for, in the words of provider and portal; absent for everything. */
  readonly purposes?: readonly string[]
  /** Seconds since 1970, before which it is not in force. */
  readonly notBefore?: number
  /** Seconds since 1970, from which on it is over. Every agent's has an end; a representative's may have none. */
  readonly expiresAt?: number
}

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

function readMandate(value: unknown, path: string): Mandate {
  if (!isJsonObject(value)) throw refuse(path)
  const id = textIn(value, 'id', `${path}.id`)
  const actingAs = value['acting_as']
  if (!isIdentifier(id)) throw refuse(`${path}.id`)
  if (actingAs !== 'agent' && actingAs !== 'representative') throw refuse(`${path}.acting_as`)
  const purposes = purposesIn(value, `${path}.purposes`)
  const notBefore = timeIn(value, 'nbf', `${path}.nbf`)
  const expiresAt = timeIn(value, 'exp', `${path}.exp`)
  if (actingAs === 'agent' && expiresAt === undefined) throw refuse(`${path}.exp`)
  return {
    id,
    company: companyIn(value, 'legal_person', `${path}.legal_person`),
    actingAs,
    ...(purposes && { purposes }),
    ...(notBefore !== undefined && { notBefore }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

/**
 * Reads the claim `mandates` of Xinyin's own provider, a list of at most 100:
 *
 * | member | type | meaning |
 * |---|---|---|
 * | `id` | text | the provider's name for the mandate |
 * | `legal_person` | `{ "name": text, "uscc": text }` | for whom |
 * | `acting_as` | `agent` or `representative` | 经办人 or 法定代表人 |
 * | `purposes` | list of text | for what; absent for everything |
 * | `nbf`, `exp` | `NumericDate` | from when, until when; an agent's has an end always |
 *
 * @throws SsoError `ERR_SSO_SUBJECT_CLAIMS`, `ERR_SSO_USCC`
 */
export function readMandates(claims: JsonObject): readonly Mandate[] {
  const list = claims['mandates'] ?? []
  if (!Array.isArray(list) || list.length > MAX_MANDATES) throw refuse('mandates')
  const mandates = list.map((value, at) => readMandate(value, `mandates[${at}]`))
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
