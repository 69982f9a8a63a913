import { type Check, createReport, failedBy, passed, type Report, skipped } from '@xinyin/core'
import type { KeySource } from '../keys/source.ts'
import { checkAlgorithm, checkType, type TokenKind } from './header-checks.ts'
import { type Jws, parseJws } from './jws.ts'
import { checkSignature } from './signature-check.ts'

/** Who a token must come from and be made for, and when it is looked at. */
export interface TokenExpectations {
  readonly issuer: string
  readonly clientId: string
  /** Who else a token may be made for: nobody, unless given (OpenID Connect Core 1.0, 3.1.3.7, 3). */
  readonly trustedAudiences?: readonly string[]
  readonly algorithms: readonly string[]
  readonly keys: KeySource
  /** Seconds since 1970. */
  readonly now: number
}

function parse(kind: TokenKind, token: string): { jws?: Jws; check: Check } {
  try {
    return { jws: parseJws(token), check: passed(`${kind}.form`) }
  } catch (error) {
    return { check: failedBy(`${kind}.form`, error) }
  }
}

/**
 * What all tokens have in common: form first, then header and claims, and the signature last, so that a token which
 * is wrong anyway cannot make us fetch keys.
 */
export async function inspectToken(
  kind: TokenKind,
  token: string,
  expected: Pick<TokenExpectations, 'algorithms' | 'keys'>,
  claimChecks: (jws: Jws) => Check[],
  typeChecks: (jws: Jws) => Check[] = (jws) => [checkType(kind, jws)],
): Promise<Report<Jws>> {
  const { jws, check: form } = parse(kind, token)
  if (jws === undefined) {
    const rest = ['key', 'signature'].map((name) => skipped(`${kind}.${name}`, form.id))
    return createReport<Jws>([form, ...rest], undefined)
  }
  const checks = [form, ...typeChecks(jws), checkAlgorithm(kind, jws, expected.algorithms)]
  checks.push(...claimChecks(jws))
  const wrong = checks.find((check) => check.status === 'failed')
  const signature =
    wrong === undefined
      ? await checkSignature(kind, jws, expected.keys)
      : [skipped(`${kind}.key`, wrong.id), skipped(`${kind}.signature`, wrong.id)]
  checks.push(...signature)
  return createReport(checks, jws)
}
