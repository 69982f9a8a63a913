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

/** Claims as `readSubject` and `readMandates` read them. No citizen number is among them: a portal gets what it needs. */
export function claimsOf(persona: Persona, all: readonly Persona[]) {
  const { id, kind, name, legalPerson, networkIdentity, mandates, guardians, office } = persona
  const nameOf = (sub: string) => all.find((other) => other.id === sub)?.name
  return {
    sub: id,
    subject_type: kind,
    ...(networkIdentity ? { network_identity: true } : { name }),
    ...(legalPerson && { legal_person: { ...legalPerson } }),
    ...(mandates && { mandates: mandates.map(mandateClaim) }),
    ...(guardians && { minor: true, guardians: guardians.map((sub) => ({ sub, name: nameOf(sub) })) }),
    ...(office && { organisation: { ...office.organisation }, post: office.post }),
  }
}
