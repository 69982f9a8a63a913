import type { Levels } from '../assurance/level.ts'
import { levelOf } from '../assurance/level.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import type { JsonObject } from '../token/json.ts'
import { isNumericDate } from '../token/time-checks.ts'

/** What a request may do, by its access token. */
export interface Access {
  readonly issuer: string
  /** Who it acts for; `undefined` where the issuer's introspection says nothing of it. */
  readonly sub: string | undefined
  /** The client that asked for the token. */
  readonly clientId: string | undefined
  readonly scopes: readonly string[]
  /** Assurance level 实名等级 of the sign-in behind the token, in the interface's own numbers; 0 when unknown. */
  readonly level: number
  /** The session at the issuer in which the token was issued. */
  readonly sid: string | undefined
  readonly jti: string | undefined
  /** Seconds, by the issuer's clock; 0 when it does not say. */
  readonly issuedAt: number
  /** All claims of the token. */
  readonly claims: JsonObject
}

const textOf = (value: unknown): string | undefined => (isIdentifier(value) ? value : undefined)

/** Reads checked claims. */
export function readAccess(claims: JsonObject, issuer: string, levels: Levels): Access {
  const { scope, iat } = claims
  return {
    issuer,
    sub: textOf(claims['sub']),
    clientId: textOf(claims['client_id']),
    scopes: typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : [],
    level: levelOf(claims['acr'], levels),
    sid: textOf(claims['sid']),
    jti: textOf(claims['jti']),
    issuedAt: isNumericDate(iat) ? iat : 0,
    claims,
  }
}
