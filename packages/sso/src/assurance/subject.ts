import { isUscc } from '@xinyin/core/register-codes'
import { SsoError } from '../errors.ts'
import { isJsonObject, type JsonObject } from '../token/json.ts'

/** A natural person 自然人 who acts for themself. */
export interface NaturalPerson {
  readonly kind: 'natural-person'
  /** As the provider vouches for it; portals that need none do not ask for it. */
  readonly name: string | undefined
}

/** A legal person 法人, and the agent 经办人 who sits at the screen and acts for it. */
export interface LegalPerson {
  readonly kind: 'legal-person'
  readonly name: string
  /** Unified social credit code 统一社会信用代码, with right check characters (GB 32100, and GB 11714 inside it). */
  readonly uscc: string
  readonly agent: { readonly name: string | undefined }
}

/** In whose name somebody is signed in. */
export type Subject = NaturalPerson | LegalPerson

export type SubjectKind = Subject['kind']

/** Turns a provider's claims into a subject; throws when they do not add up. */
export type SubjectReader = (claims: JsonObject) => Subject

const MAX_NAME = 256

/** A name; providers write one that they do not have as nothing, `null` or an empty text. */
function nameIn(claims: JsonObject, name: string, path: string): string | undefined {
  const value = claims[name]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && value.length <= MAX_NAME) return value
  throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: path })
}

function readLegalPerson(claims: JsonObject): LegalPerson {
  const company = claims['legal_person']
  if (!isJsonObject(company)) throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: 'legal_person' })
  const name = nameIn(company, 'name', 'legal_person.name')
  if (name === undefined) throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: 'legal_person.name' })
  const uscc = company['uscc']
  if (typeof uscc !== 'string') throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: 'legal_person.uscc' })
  if (!isUscc(uscc)) throw new SsoError('ERR_SSO_USCC')
  return { kind: 'legal-person', name, uscc, agent: { name: nameIn(claims, 'name', 'name') } }
}

/**
 * Reads the claims that Xinyin's own provider gives, in the ID token:
 *
 * | claim | type | meaning |
 * |---|---|---|
 * | `subject_type` | `natural-person` or `legal-person` | in whose name; absent means a natural person |
 * | `name` | text | of the natural person, or of the agent 经办人 |
 * | `legal_person` | `{ "name": text, "uscc": text }` | the legal person, when that is the subject |
 *
 * No national standard fixes these names; for another province pass a {@link SubjectReader} of your own.
 *
 * @throws SsoError `ERR_SSO_SUBJECT_CLAIMS`, `ERR_SSO_USCC`
 */
export function readSubject(claims: JsonObject): Subject {
  switch (claims['subject_type'] ?? 'natural-person') {
    case 'natural-person':
      return { kind: 'natural-person', name: nameIn(claims, 'name', 'name') }
    case 'legal-person':
      return readLegalPerson(claims)
    default:
      throw new SsoError('ERR_SSO_SUBJECT_CLAIMS', { claim: 'subject_type' })
  }
}
