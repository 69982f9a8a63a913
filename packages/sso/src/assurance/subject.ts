import type { JsonObject } from '../token/json.ts'
import { type CompanyMandate, type Guardianship, isGuardianship, type Mandate } from './mandate.ts'

/** Who is not yet of age 未成年人, and who answers for them. */
export interface Minor {
  /** Guardians 监护人, as far as the provider names them: by its name for the account, by name, or both. */
  readonly guardians: readonly { readonly sub: string | undefined; readonly name: string | undefined }[]
}

/** A natural person 自然人 who acts for themself. */
export interface NaturalPerson {
  readonly kind: 'natural-person'
  /** As the provider vouches for it; portals that need none do not ask for it. */
  readonly name: string | undefined
  /** Signed in by network identity 网络身份: neither name nor number is ever told, and nothing else differs. */
  readonly networkIdentity?: true
  readonly minor?: Minor
}

/** A legal person 法人 as registers know it. */
export interface Company {
  readonly name: string
  /** Unified social credit code 统一社会信用代码, with right check characters (GB 32100, and GB 11714 inside it). */
  readonly uscc: string
}

interface AtTheScreen extends Pick<NaturalPerson, 'name' | 'networkIdentity'> {}

/**
 * Who sits at the screen and acts for a legal person:
 *
 * - `agent` 经办人, by a mandate that ends;
 * - `representative` 法定代表人, by law;
 * - `account` 法人账号: whoever uses the company's own account. The provider vouches for the company alone.
 */
export type Agent =
  | (AtTheScreen & { readonly role: 'account' })
  | (AtTheScreen & { readonly role: 'agent' | 'representative'; readonly mandate: CompanyMandate })

/** A legal person, and who acts for it. */
export interface LegalPerson extends Company {
  readonly kind: 'legal-person'
  readonly agent: Agent
}

/** Somebody in public office 公职人员, who acts for the body that they serve. */
export interface CivilServant {
  readonly kind: 'civil-servant'
  readonly name: string | undefined
  readonly organisation: Company
  readonly post: string | undefined
}

/** A minor 未成年人 for whom their guardian 监护人 acts 监护人代办. */
export interface Ward {
  readonly kind: 'ward'
  /** The provider's name for the minor's own account: unique with `issuer`, and what to key their data by. */
  readonly sub: string
  readonly name: string | undefined
  /** Who sits at the screen. */
  readonly guardian: AtTheScreen & { readonly mandate: Guardianship }
}

/** In whose name somebody is signed in. */
export type Subject = NaturalPerson | LegalPerson | CivilServant | Ward

export type SubjectKind = Subject['kind']

/** Turns a provider's claims into a subject; throws when they do not add up. */
export type SubjectReader = (claims: JsonObject) => Subject

/** What is known of who sits at the screen, in whosever name: nothing of what else they are. */
function atTheScreen({ name, networkIdentity }: AtTheScreen): AtTheScreen {
  return { name, ...(networkIdentity && { networkIdentity }) }
}

const asThemself = (person: AtTheScreen): NaturalPerson => ({
  kind: 'natural-person',
  ...atTheScreen(person),
})

/** The natural person at the screen; `undefined` where only a company's own account, or an office, is known. */
export function personOf(subject: Subject): NaturalPerson | undefined {
  if (subject.kind === 'natural-person') return subject
  if (subject.kind === 'ward') return asThemself(subject.guardian)
  if (subject.kind === 'civil-servant' || subject.agent.role === 'account') return undefined
  return asThemself(subject.agent)
}

/** The mandate by which somebody acts for another now, if it is by one. */
export function mandateOf(subject: Subject): Mandate | undefined {
  if (subject.kind === 'ward') return subject.guardian.mandate
  return subject.kind === 'legal-person' && subject.agent.role !== 'account'
    ? subject.agent.mandate
    : undefined
}

/** A person in the name of a company that a mandate says they may act for. */
export function actForCompany(person: NaturalPerson, mandate: CompanyMandate): LegalPerson {
  const agent = { ...atTheScreen(person), role: mandate.actingAs, mandate }
  return { kind: 'legal-person', ...mandate.company, agent }
}

/** A person in the name of whom a mandate says they may act for. */
export function actFor(person: NaturalPerson, mandate: Mandate): LegalPerson | Ward {
  if (!isGuardianship(mandate)) return actForCompany(person, mandate)
  return { kind: 'ward', ...mandate.ward, guardian: { ...atTheScreen(person), mandate } }
}
