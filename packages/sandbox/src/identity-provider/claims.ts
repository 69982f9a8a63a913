import type { Persona, PersonaMandate } from './personas.ts'

/** The claims beside `openid`'s own, all of them by the scope `profile`. */
export const PROFILE_CLAIMS = [
  'name',
  'subject_type',
  'legal_person',
  'network_identity',
  'minor',
  'guardians',
  'mandates',
  'organisation',
  'post',
] as const

const mandateClaim = ({ id, company, actingAs, seconds }: PersonaMandate) => ({
  id,
  legal_person: { ...company },
  acting_as: actingAs,
  ...(seconds !== undefined && { exp: Math.floor(Date.now() / 1000) + seconds }),
})

/** When somebody is of age, by the day of birth in their citizen number: at midnight in China. */
function comingOfAge(idNumber: string): number {
  const [, year, month, day] = /^\d{6}(\d{4})(\d\d)(\d\d)/.exec(idNumber) ?? []
  return Date.UTC(Number(year) + 18, Number(month) - 1, Number(day), -8) / 1000
}

/** In seconds: an end that is nearer than coming of age tells portals no birthday. */
const YEAR = 31_536_000

const guardianClaim = ({ id, name, idNumber }: Persona) => ({
  id: `guardian-of-${id}`,
  ward: { sub: id, name },
  acting_as: 'guardian',
  exp: Math.min(comingOfAge(idNumber), Math.floor(Date.now() / 1000) + YEAR),
})

/** Claims as `readSubject` and `readMandates` read them. No citizen number is among them: a portal gets what it needs. */
export function claimsOf(persona: Persona, all: readonly Persona[]) {
  const { id, kind, name, legalPerson, networkIdentity, guardians, office } = persona
  const wards = all.filter((other) => persona.wards?.includes(other.id))
  const mandates = [...(persona.mandates ?? []).map(mandateClaim), ...wards.map(guardianClaim)]
  const nameOf = (sub: string) => all.find((other) => other.id === sub)?.name
  return {
    sub: id,
    subject_type: kind,
    ...(networkIdentity ? { network_identity: true } : { name }),
    ...(legalPerson && { legal_person: { ...legalPerson } }),
    ...(mandates.length > 0 && { mandates }),
    ...(guardians && { minor: true, guardians: guardians.map((sub) => ({ sub, name: nameOf(sub) })) }),
    ...(office && { organisation: { ...office.organisation }, post: office.post }),
  }
}
