import { SsoError } from '../errors.ts'
import { readForm, singleParameter } from '../http/body.ts'
import { PRIVATE_HEADERS, refusal, refusalJson } from '../http/page.ts'
import { inspectLogoutToken } from '../logout/logout-token.ts'
import { requirePassed } from '../token/id-token.ts'
import { CLOCK_SKEW } from '../token/time-checks.ts'
import { tolerancesIn } from '../token/tolerance.ts'
import type { GuardSettings } from './options.ts'
import type { Revocations } from './revocations.ts'

const MAX_TOKEN = 16_384

async function takeLogout(
  request: Request,
  clientId: string,
  revocations: Revocations,
  settings: GuardSettings,
): Promise<void> {
  const { issuer, algorithms, keys, now, maxTokenAge, strict, onTolerance } = settings
  if (request.method !== 'POST') throw new SsoError('ERR_SSO_METHOD', { allowed: 'POST' })
  const token = singleParameter(await readForm(request), 'logout_token', MAX_TOKEN)
  if (!token) throw new SsoError('ERR_SSO_CALLBACK_PARAMETER', { name: 'logout_token' })
  const report = await inspectLogoutToken(token, { issuer, clientId, algorithms, keys, strict, now: now() })
  const { sid, sub, iat } = requirePassed(report)
  // One that comes again says nothing new: what it ended stays ended, and what came later is not touched.
  await revocations.revoke({ issuer, sid, sub, before: iat, until: now() + maxTokenAge + CLOCK_SKEW })
  for (const check of tolerancesIn(report.checks)) onTolerance(check, issuer)
}

/** Answers 200 when done, 400 to a token that is not good (Back-Channel Logout 1.0, 2.8), 5xx to be tried again. */
export async function answerLogout(
  request: Request,
  clientId: string,
  settings: GuardSettings,
): Promise<Response> {
  const { revocations } = settings
  if (revocations === undefined) throw new TypeError('revocations: needed to receive logouts')
  try {
    await takeLogout(request, clientId, revocations, settings)
    return new Response(null, { status: 200, headers: PRIVATE_HEADERS })
  } catch (error) {
    settings.onError(error)
    return refusalJson(refusal(error), 'invalid_request')
  }
}
