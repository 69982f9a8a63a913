import { createReport, type Report } from '@xinyin/core'
import { fingerprint } from '../http/secret.ts'
import type { JsonObject } from '../token/json.ts'
import { CLOCK_SKEW, isNumericDate } from '../token/time-checks.ts'
import { type Access, readAccess } from './access.ts'
import { inspectAccessToken } from './access-token.ts'
import { introspectToken } from './introspection.ts'
import type { GuardSettings } from './options.ts'
import { createTokenCache } from './token-cache.ts'

const MAX_CACHED = 10_000

/** Verifies tokens, and need not do so again at once for one that passed. */
export type VerifyToken = (token: string) => Report<Access> | Promise<Report<Access>>

/** How long what was found of a token holds: to its end, and never for longer than the cache may keep it. */
function holdsUntil(claims: JsonObject, now: number, { cacheSeconds, maxTokenAge }: GuardSettings): number {
  const { exp, iat } = claims
  return Math.min(
    now + cacheSeconds,
    isNumericDate(exp) ? exp + CLOCK_SKEW : Number.POSITIVE_INFINITY,
    isNumericDate(iat) ? iat + maxTokenAge : Number.POSITIVE_INFINITY,
  )
}

async function inspect(token: string, settings: GuardSettings, now: number): Promise<Report<Access>> {
  const { issuer, audience, algorithms, keys, introspecting, maxTokenAge: maxAge, levels } = settings
  const { checks, subject, verdict } = introspecting
    ? await introspectToken(token, introspecting, now)
    : await inspectAccessToken(token, { issuer, audience, algorithms, keys, now, maxAge })
  const access = verdict === 'passed' && subject ? readAccess(subject, issuer, levels) : undefined
  return createReport(checks, access)
}

/** A token that passed is not looked at again for a while; what ends it before its time is asked at every request. */
export function createTokenVerifier(settings: GuardSettings): VerifyToken {
  const cache = createTokenCache(settings.cacheSeconds > 0 ? MAX_CACHED : 0)

  async function verify(token: string, name: string, now: number): Promise<Report<Access>> {
    const report = await inspect(token, settings, now)
    if (report.verdict === 'passed' && report.subject !== undefined) {
      // Not before now either: by a clock that steps back it would be kept for longer.
      cache.set(name, { report, from: now, until: holdsUntil(report.subject.claims, now, settings) })
    }
    return report
  }

  return (token) => {
    const now = settings.now()
    // Reading the cache gives nobody a token. The gate lets one spelling of a token in only.
    const name = fingerprint(token)
    return cache.get(name, now) ?? verify(token, name, now)
  }
}
