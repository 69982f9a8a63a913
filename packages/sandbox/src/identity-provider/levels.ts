import type { Persona } from './personas.ts'

/** The `acr` values of the sandbox's provider and what they are worth; a portal takes it as its `levels`. */
export const LEVELS: Readonly<Record<string, number>> = {
  'urn:xinyin:sandbox:level:3': 3,
  'urn:xinyin:sandbox:level:4': 4,
}

/** The `acr` of a sign-in as a persona. */
export function acrOf(persona: Persona): string {
  return `urn:xinyin:sandbox:level:${persona.level}`
}
