import { SsoError } from '../errors.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'
import { companyIn, isSaid, textIn } from './claims.ts'
import { type CompanyMandate, isGuardianship, readMandates } from './mandate.ts'
import {
  actForCompany,
  type CivilServant,
  type LegalPerson,
  type Minor,
  type NaturalPerson,
  type Subject,
} from './subject.ts'

const MAX_GUARDIANS = 10

const refuse = (claim: string) => new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim })

function readGuardian(value: unknown, path: string): Minor['guardians'][number] {
  if (!isJsonObject(value)) throw refuse(path)
  const sub = textIn(value, 'sub', `${path}.sub`)
  const name = textIn(value, 'name', `${path}.name`)
  if ((sub === undefined && name === undefined) || (sub !== undefined && !isIdentifier(sub)))
    throw refuse(path)
  return { sub, name }
}

function readMinor(claims: JsonObject): Minor | undefined {
  const guardians = claims['guardians'] ?? []
  if (!Array.isArray(guardians) || guardians.length > MAX_GUARDIANS) throw refuse('guardians')
  // Who has guardians and is no minor may be under guardianship for another reason: that is not ours to guess.
  if (!isSaid(claims, 'minor')) {
    if (guardians.length > 0) throw refuse('minor')
    return undefined
  }
  return { guardians: guardians.map((value, at) => readGuardian(value, `guardians[${at}]`)) }
}

function readNaturalPerson(claims: JsonObject): NaturalPerson {
  const networkIdentity = isSaid(claims, 'network_identity')
  const minor = readMinor(claims)
  return {
    kind: 'natural-person',
    // A provider that lets the name slip has not made it known: whoever chose 网络身份 did so to leave none.
    name: networkIdentity ? undefined : textIn(claims, 'name'),
    ...(networkIdentity && { networkIdentity }),
    ...(minor && { minor }),
  }
}

/** The mandate by which the company of a token is acted for. */
function mandateFor(claims: JsonObject, uscc: string): CompanyMandate {
  const id = textIn(claims, 'mandate')
  const fitting = readMandates(claims).filter(
    (mandate): mandate is CompanyMandate =>
      !isGuardianship(mandate) &&
      mandate.company.uscc === uscc &&
      mandate.actingAs === claims['acting_as'] &&
      (id === undefined || mandate.id === id),
  )
  const [mandate, ...others] = fitting
  if (mandate === undefined) throw new SsoError('ERR_SSO_MANDATE_ABSENT')
  if (others.length > 0) throw refuse('mandate')
  return mandate
}

function readLegalPerson(claims: JsonObject): LegalPerson {
  const company = companyIn(claims, 'legal_person')
  const person = readNaturalPerson(claims)
  if (person.minor) throw new SsoError('ERR_SSO_MINOR')
  const actingAs = claims['acting_as'] ?? 'account'
  if (actingAs === 'account') {
    return { kind: 'legal-person', ...company, agent: { name: person.name, role: 'account' } }
  }
  if (actingAs !== 'agent' && actingAs !== 'representative') throw refuse('acting_as')
  return { ...actForCompany(person, mandateFor(claims, company.uscc)), ...company }
}

function readCivilServant(claims: JsonObject): CivilServant {
  return {
    kind: 'civil-servant',
    name: textIn(claims, 'name'),
    organisation: companyIn(claims, 'organisation'),
    post: textIn(claims, 'post'),
  }
}

/**
 * Reads the claims that Xinyin's own provider gives, in the ID token:
 *
 * | claim | type | meaning |
 * |---|---|---|
 * | `subject_type` | `natural-person`, `legal-person` or `civil-servant` | in whose name; absent means a natural person |
 * | `name` | text | of the person at the screen |
 * | `network_identity` | `true` | signed in by network identity 网络身份; a `name` beside it is not read |
 * | `minor` | `true` | not of age 未成年人 |
 * | `guardians` | list of `{ "sub": text, "name": text }`, either of them | a minor's guardians 监护人 |
 * | `legal_person` | `{ "name": text, "uscc": text }` | the legal person, when that is the subject |
 * | `acting_as` | `agent`, `representative` or `account` | by what right they act for it; absent means `account` |
 * | `mandates` | see `readMandates` | whom they may act for; an `agent` or `representative` needs the one for `legal_person` |
 * | `mandate` | text | its `id`, where several fit |
 * | `organisation` | `{ "name": text, "uscc": text }` | the body that a civil servant serves |
 * | `post` | text | what they are there |
 *
 * No national standard fixes these names; for another province pass a {@link SubjectReader} of your own.
 *
 * @throws SsoError `ERR_SSO_SUBJECT_CLAIMS`, `ERR_SSO_USCC`; `ERR_SSO_MANDATE_ABSENT` for an agent without mandate;
 * `ERR_SSO_MINOR` for a minor who acts for a company
 */
export function readSubject(claims: JsonObject): Subject {
  switch (claims['subject_type'] ?? 'natural-person') {
    case 'natural-person':
      return readNaturalPerson(claims)
    case 'legal-person':
      return readLegalPerson(claims)
    case 'civil-servant':
      return readCivilServant(claims)
    default:
      throw refuse('subject_type')
  }
}
