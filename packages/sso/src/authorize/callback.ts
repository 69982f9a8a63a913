import { keepActing, readUser } from '../assurance/read-user.ts'
import { recordRefusedSignIn, recordSignIn } from '../audit/record.ts'
import { SsoError } from '../errors.ts'
import { type Answered, type Asked, addressOf } from '../http/asked.ts'
import { readForm } from '../http/body.ts'
import { refusal, seeOther } from '../http/page.ts'
import { fingerprint } from '../http/secret.ts'
import { troublePage } from '../http/trouble-page.ts'
import { handBack } from '../logout/end-sessions.ts'
import { findSession, forgetEnded } from '../session/find.ts'
import { lineOf } from '../session/name.ts'
import { openSession } from '../session/open.ts'
import type { SessionUser } from '../session/session.ts'
import type { Settings } from '../settings.ts'
import type { StoredSession } from '../stores/store.ts'
import { isIdentifier } from '../token/claim-checks.ts'
import { exchangeCode, keptTokens, type SignInAnswer } from '../token/exchange.ts'
import { withMore } from '../token/user-info-request.ts'
import { findAnswer, forgetAnswer, keepPostedAnswer, takesPosted } from './posted-answer.ts'
import { checkResponse, readState } from './response.ts'
import { parseReturnTo } from './return-to.ts'
import { openSignedResponse } from './signed-response.ts'
import { clearTransaction, findTransaction, TRANSACTION_SECONDS, type Transaction } from './transaction.ts'

/** Who signed in; not where less came back than was asked for: the page that asked would send the browser here again. */
function userOf({ claims }: SignInAnswer, { provider, level: wanted }: Transaction): SessionUser {
  const user = readUser(claims, provider)
  if (user.level < wanted) throw new SsoError('ERR_SSO_LEVEL', { required: wanted, found: user.level })
  return user
}

function sessionOf(
  token: SignInAnswer,
  request: Asked,
  transaction: Transaction,
  settings: Settings,
): StoredSession {
  const sid = token.claims['sid']
  const createdAt = settings.now()
  const expiresAt = createdAt + settings.sessionSeconds
  return {
    user: userOf(token, transaction),
    sid: isIdentifier(sid) ? sid : undefined,
    party: transaction.provider.party,
    line: lineOf(request, settings),
    idToken: token.raw,
    issuedAt: token.claims.iat,
    createdAt,
    expiresAt,
    idleUntil: Math.min(expiresAt, createdAt + settings.idleSeconds),
    fence: 0,
    ...keptTokens(token, transaction.provider),
  }
}

/** Who raises their level in the midst of what they do for a company goes on doing it for the company. */
async function stepUp(
  session: StoredSession,
  request: Asked,
  { level, authenticatedSince }: Transaction,
  settings: Settings,
): Promise<StoredSession> {
  if (level === 0 && authenticatedSince === 0) return session
  const former = await findSession(request, settings)
  return { ...session, user: keepActing(session.user, former?.user) }
}

async function finish(
  request: Asked,
  parameters: URLSearchParams,
  transaction: Transaction,
  settings: Settings,
): Promise<StoredSession> {
  const { provider } = transaction
  const metadata = await provider.metadata()
  const said = provider.signedResponses
    ? await openSignedResponse(parameters, {
        ...provider,
        decryptionKey: provider.responseDecryptionKey,
        now: settings.now(),
      })
    : parameters
  const answer = checkResponse(addressOf(request).pathname, said, transaction, metadata)
  const token = await withMore(await exchangeCode(answer, transaction), transaction.provider)
  // Marked only now, so that answers which anybody can make up fill no store.
  const mark = `sign-in:${fingerprint(transaction.state)}`
  if (!(await settings.store.consumeOnce(mark, settings.now() + TRANSACTION_SECONDS))) {
    throw new SsoError('ERR_SSO_TRANSACTION_USED')
  }
  try {
    return await stepUp(sessionOf(token, request, transaction, settings), request, transaction, settings)
  } catch (error) {
    await recordRefusedSignIn(token.claims, error, settings)
    throw error
  }
}

/** What a provider says that may trouble nobody and would have to (OpenID Connect Core 1.0, 3.1.2.6). */
const NEEDS_PERSON: readonly unknown[] = [
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]

function needsPerson(error: unknown): boolean {
  return (
    error instanceof SsoError &&
    error.code === 'ERR_SSO_SIGN_IN_REFUSED' &&
    NEEDS_PERSON.includes(error.facts['error'])
  )
}

/** What arrived: in the address, or as a form where a provider's answers are posted here. */
async function parametersOf(request: Asked, settings: Settings): Promise<URLSearchParams> {
  const { pathname, searchParams } = addressOf(request)
  if (request.method === 'GET') return searchParams
  if (!takesPosted(pathname, settings)) throw new SsoError('ERR_SSO_METHOD', { allowed: 'GET' })
  return readForm(request)
}

/**
 * `GET /callback`: takes the provider's answer, and opens a session in the browser that started the sign-in. An answer that is
 * posted is fetched so, too.
 *
 * A session that the browser had before ends with it, so that no two are in force behind one screen.
 */
export async function answerCallback(request: Asked, settings: Settings): Promise<Answered> {
  const parameters = await parametersOf(request, settings)
  const state = await readState(addressOf(request).pathname, parameters, settings)
  const transaction = findTransaction(request, state, settings)
  const forget = [clearTransaction(state, settings), ...forgetAnswer(request, state, settings)]
  try {
    if (request.method === 'POST') return keepPostedAnswer(request, parameters, transaction, settings)
    const returnTo = parseReturnTo(transaction.returnTo, settings.origin)
    const answer = findAnswer(request, parameters, transaction, settings)
    const session = await finish(request, answer, transaction, settings)
    const opened = await openSession(session, request, settings)
    if (opened === undefined) {
      await handBack(session, settings)
      throw new SsoError('ERR_SSO_SESSION_ENDED')
    }
    await recordSignIn({ key: opened.key, session }, transaction.level, settings)
    return seeOther(returnTo, [...forget, ...opened.cookies])
  } catch (error) {
    if (transaction.silent && needsPerson(error)) {
      return seeOther(parseReturnTo(transaction.returnTo, settings.origin), forget)
    }
    settings.onError(error)
    const refused = refusal(error)
    // A page to which nobody may return is no place to offer either.
    const undertaking = refused.code === 'ERR_SSO_RETURN_TO' ? {} : transaction
    const page = await troublePage(refused, request, settings, undertaking)
    for (const cookie of forget) page.headers.append('set-cookie', cookie)
    // A sign-out came first: the next sign-in is none that was on its way.
    if (refused.code === 'ERR_SSO_SESSION_ENDED') {
      const cookies = await forgetEnded(request, settings).catch(() => [])
      for (const cookie of cookies) page.headers.append('set-cookie', cookie)
    }
    return page
  }
}
