import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8, equalSecrets } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { type CookieCarrier, readCookies } from '../http/cookies.ts'
import { createSecret, deriveValue } from '../http/secret.ts'
import type { Settings } from '../settings.ts'

/** How long somebody may take to sign in at the provider, in seconds. */
export const TRANSACTION_SECONDS = 600
/** How many sign-ins one browser can have under way: tabs that were opened together. */
const MAX_TRANSACTIONS = 5

/**
 * One sign-in under way.
 *
 * It lives in a cookie of the browser that started it, as one secret from which state, nonce and PKCE verifier are
 * derived. So nothing is kept on the server that a flood of sign-ins could fill, every node can finish what another
 * began, and a callback fits only the browser that started it: who learns a state or a nonce from a URL cannot make a
 * cookie for it. The names of issuer and client go into the derivation, so that an answer to one relying party is none
 * to another.
 */
export interface Transaction {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  /** The assurance level that was asked for, 0 for none. */
  readonly level: number
  /** Seconds since 1970. */
  readonly startedAt: number
}

interface Seed {
  readonly secret: string
  readonly startedAt: number
  readonly level: number
  readonly returnTo: string
}

async function derive(seed: Seed, { issuer, clientId }: Settings): Promise<Transaction> {
  const { secret, startedAt, level, returnTo } = seed
  const [state, nonce, verifier] = await Promise.all([
    deriveValue(secret, 'state', issuer, clientId),
    deriveValue(secret, 'nonce', issuer, clientId),
    deriveValue(secret, 'verifier', issuer, clientId),
  ])
  return { state, nonce, verifier, returnTo, level, startedAt }
}

function cookieOf(state: string): string {
  return `sign-in-${state.slice(0, 12)}`
}

function encodeSeed({ secret, startedAt, level, returnTo }: Seed): string {
  return [secret, startedAt, level, encodeBase64Url(encodeUtf8(returnTo))].join('.')
}

function parseSeed(value: string): Seed | undefined {
  const [, secret, startedAt, level, returnTo] =
    /^([\w-]{43})\.(\d{1,12})\.(\d{1,3})\.([\w-]{1,8192})$/.exec(value) ?? []
  if (secret === undefined || returnTo === undefined) return undefined
  try {
    return {
      secret,
      startedAt: Number(startedAt),
      level: Number(level),
      returnTo: decodeUtf8(decodeBase64Url(returnTo)),
    }
  } catch {
    return undefined
  }
}

/** The names of the oldest sign-ins of this browser, which make room for one more. */
function surplus(request: CookieCarrier, { cookies }: Settings): string[] {
  const prefix = cookies.name('sign-in-')
  const own = [...readCookies(request)].filter(([name]) => name.startsWith(prefix))
  const startedAt = (value: string) => parseSeed(value)?.startedAt ?? 0
  return own
    .sort(([, a], [, b]) => startedAt(b) - startedAt(a))
    .slice(MAX_TRANSACTIONS - 1)
    .map(([name]) => name.slice(cookies.name('').length))
}

/** Starts a sign-in; the cookies belong to the answer that sends the browser to the provider. */
export async function startTransaction(
  request: CookieCarrier,
  returnTo: string,
  level: number,
  settings: Settings,
): Promise<{ transaction: Transaction; cookies: string[] }> {
  const seed = { secret: createSecret(), startedAt: Math.floor(settings.now()), level, returnTo }
  const transaction = await derive(seed, settings)
  const { cookies } = settings
  const evicted = surplus(request, settings).map((name) => cookies.clear(name))
  const kept = cookies.set(cookieOf(transaction.state), encodeSeed(seed), TRANSACTION_SECONDS)
  return { transaction, cookies: [...evicted, kept] }
}

/** The sign-in that this browser started with a state. */
export async function findTransaction(
  request: CookieCarrier,
  state: string,
  settings: Settings,
): Promise<Transaction> {
  const value = readCookies(request).get(settings.cookies.name(cookieOf(state)))
  const seed = value === undefined ? undefined : parseSeed(value)
  if (seed === undefined) throw new SsoError('ERR_SSO_TRANSACTION_ABSENT')
  const transaction = await derive(seed, settings)
  if (!equalSecrets(encodeUtf8(transaction.state), encodeUtf8(state))) {
    throw new SsoError('ERR_SSO_TRANSACTION_ABSENT')
  }
  if (settings.now() > transaction.startedAt + TRANSACTION_SECONDS) {
    throw new SsoError('ERR_SSO_TRANSACTION_EXPIRED', { limit: TRANSACTION_SECONDS })
  }
  return transaction
}

/** Makes the browser forget a sign-in. */
export function clearTransaction(state: string, { cookies }: Settings): string {
  return cookies.clear(cookieOf(state))
}
