import type { Persona } from './personas.ts'

const acr = (level: number) => `urn:xinyin:sandbox:level:${level}`

/** The `acr` values of the sandbox's provider and what they are worth; a portal takes it as its `levels`. */
export const LEVELS: Readonly<Record<string, number>> = Object.fromEntries(
  [1, 2, 3, 4].map((level) => [acr(level), level]),
)

/** The `acr` of a sign-in as a persona. */
export function acrOf(persona: Persona): string {
  return acr(persona.level)
}
