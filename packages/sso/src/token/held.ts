import type { JwkMembers } from '@xinyin/core/keys'
import type { TokenAnswer, TokenScheme } from './answer.ts'

/** An access token that a session holds. */
export interface HeldToken {
  /** All that it was asked for, as `nameOf` writes it. */
  readonly name: string
  readonly value: string
  readonly scheme: TokenScheme
  /** Seconds since 1970, by our clock. */
  readonly expiresAt: number
  /** From when on it is renewed, though it is still good. */
  readonly renewAt: number
  readonly scope?: string
}

/** What the provider issued for a session. It is kept in the session's sealed record, and ends with it. */
export interface SessionTokens {
  /** Counts once, where the provider rotates them. */
  readonly refresh?: string
  /** The private key to which the tokens are bound (RFC 9449). */
  readonly key?: JwkMembers
  readonly held: readonly HeldToken[]
}

/** Which tokens are got at the sign-in. */
export interface TokenOptions {
  /** The interfaces for which tokens may be asked for later (RFC 8707, 2): the provider is told at the sign-in. */
  readonly resources?: readonly string[]
}

/** Which access token is wanted. */
export interface TokenUse {
  /** Words of the scope, parted by blanks; by default what was granted at the sign-in. */
  readonly scope?: string
  /** The address of the interface that the token is for (RFC 8707, 2). */
  readonly resource?: string
}

/** Which token one is to be exchanged for (RFC 8693, 2.1). */
export interface ExchangeUse extends TokenUse {
  /** The name by which the provider knows the interface. */
  readonly audience?: string
}

/** The name of the token that came with the sign-in. */
export const FIRST = ''
/** Sessions are read at every request: they hold no more tokens than a portal has interfaces behind it. */
const MAX_HELD = 12
/** Tokens are renewed so many seconds before their end, or in the last quarter of a short life. */
const EARLY = 60
const WORD = /^[\x21\x23-\x5b\x5d-\x7e]+$/
const NAME = /^[\x20-\x7e]{1,256}$/

/** The words of a scope, each once, in one order (RFC 6749, 3.3: their order means nothing). */
function wordsOf(scope: string): string[] {
  const words = scope.split(' ')
  if (!words.every((word) => WORD.test(word)))
    throw new TypeError('scope: expected words parted by one blank each')
  return [...new Set(words)].sort()
}

function checkResource(resource: string): void {
  if (!URL.canParse(resource) || resource.includes('#'))
    throw new TypeError('resource: expected an absolute URI without fragment')
}

/** The parameters by which a token is asked for, in one form whoever asks. */
export function parametersOf({ scope, resource, audience }: ExchangeUse): URLSearchParams {
  const parameters = new URLSearchParams()
  if (audience !== undefined) {
    if (!NAME.test(audience)) throw new TypeError('audience: expected 1 to 256 printable characters')
    parameters.set('audience', audience)
  }
  if (resource !== undefined) {
    checkResource(resource)
    parameters.set('resource', resource)
  }
  if (scope !== undefined) parameters.set('scope', wordsOf(scope).join(' '))
  return parameters
}

/** What a token is kept under: all that it was asked for, so that none is taken for another. */
export function nameOf(grant: 'refresh' | 'exchange', parameters: URLSearchParams): string {
  if (grant === 'refresh' && parameters.size === 0) return FIRST
  return `${grant}?${parameters}`
}

/** The token that is held under a name, whether or not its time is over. */
export function findHeld(tokens: SessionTokens | undefined, name: string): HeldToken | undefined {
  return tokens?.held.find((token) => token.name === name)
}

/** A token as it was issued, under the name that it was asked for by. */
export function heldToken(
  name: string,
  { accessToken: value, scheme, expiresAt, scope }: TokenAnswer,
  now: number,
): HeldToken {
  const renewAt = expiresAt - Math.min(EARLY, (expiresAt - now) / 4)
  return { name, value, scheme, expiresAt, renewAt, ...(scope === undefined ? {} : { scope }) }
}

/** The tokens with one more in them; those that are over go, and, where there is no room, those that end first. */
export function keepToken(tokens: SessionTokens, added: HeldToken, now: number): SessionTokens {
  const others = tokens.held
    .filter(({ name, expiresAt }) => name !== added.name && expiresAt > now)
    .sort((a, b) => Number(b.name === FIRST) - Number(a.name === FIRST) || b.expiresAt - a.expiresAt)
    .slice(0, MAX_HELD - 1)
  return { ...tokens, held: [added, ...others] }
}
