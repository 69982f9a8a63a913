/** What an interface asks of the sign-in behind a token (RFC 9470, 3). */
export interface StepUp {
  readonly acrValues: string | undefined
  /** Seconds. */
  readonly maxAge: number | undefined
}

const MAX_HEADER = 4096

/** A parameter of a challenge, of characters that can be shown and sent on. */
function parameter(challenge: string, name: string): string | undefined {
  return new RegExp(`\\b${name}=(?:"([\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]{1,512})"|([\\w.-]{1,64}))`)
    .exec(challenge)
    ?.slice(1)
    .find(Boolean)
}

/** What a challenge asks for, where it asks for a stronger or more recent sign-in. */
export function readStepUp(challenge: string | null): StepUp | undefined {
  if (challenge === null || challenge.length > MAX_HEADER) return undefined
  if (parameter(challenge, 'error') !== 'insufficient_user_authentication') return undefined
  const maxAge = parameter(challenge, 'max_age')
  return {
    acrValues: parameter(challenge, 'acr_values'),
    maxAge: maxAge !== undefined && /^\d{1,9}$/.test(maxAge) ? Number(maxAge) : undefined,
  }
}
