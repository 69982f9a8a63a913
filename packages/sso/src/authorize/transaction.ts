import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8, equalSecrets } from '@xinyin/core'
import { SsoError } from '../errors.ts'
import { type CookieCarrier, readCookies } from '../http/cookies.ts'
import { createSecret, deriveText } from '../http/secret.ts'
import type { Provider } from '../provider.ts'
import { providerOf, type Settings } from '../settings.ts'
import type { Wish } from './wish.ts'

/** How long somebody may take to sign in at the provider, in seconds. */
export const TRANSACTION_SECONDS = 600
/** How many sign-ins one browser can have under way: tabs that were opened together. */
const MAX_TRANSACTIONS = 5

/**
 * One sign-in under way.
 *
 * It lives in a cookie of the browser that started it, as one secret from which state, nonce, PKCE verifier and the key
 * for proofs are derived. So nothing is kept on the server that a flood of sign-ins could fill, every node can finish
 * what another began, and a callback fits only the browser that started it: who learns a state or a nonce from a URL cannot make a
 * cookie for it. The names of issuer and client go into the derivation, so that an answer to one relying party is none
 * to another, and one who changes the cookie to name another provider has another state (RFC 9700, 4.4).
 */
export interface Transaction {
  /** Where it was started: who alone can answer it. */
  readonly provider: Provider
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  /** What the key is made of that tokens are to be bound to, where they are. */
  readonly proofSecret: string
  readonly returnTo: string
  /** The assurance level that was asked for, 0 for none. */
  readonly level: number
  /** From when on the person must have shown who they are, in seconds since 1970; 0 when any time does. */
  readonly authenticatedSince: number
  /** Whether nobody was to be troubled (`prompt=none`): then it may well come to nothing. */
  readonly silent: boolean
  /** Seconds since 1970. */
  readonly startedAt: number
}

interface Seed extends Omit<Transaction, 'provider' | 'state' | 'nonce' | 'verifier' | 'proofSecret'> {
  readonly issuer: string
  readonly secret: string
}

function derive(seed: Seed, provider: Provider): Transaction {
  const { secret, returnTo, level, authenticatedSince, silent, startedAt } = seed
  const { issuer, clientId } = provider
  const text = deriveText(secret, 'sign-in', issuer, clientId)
  return {
    provider,
    // Of 132, 126 and 254 bits; a verifier has 43 characters at least (RFC 7636, 4.1).
    state: text.slice(0, 22),
    nonce: text.slice(22, 43),
    verifier: text.slice(43),
    // Few bind tokens to a key: for all others it is not derived.
    get proofSecret() {
      return deriveText(secret, 'proof', issuer, clientId)
    },
    returnTo,
    level,
    authenticatedSince,
    silent,
    startedAt,
  }
}

function cookieOf(state: string): string {
  return `sign-in-${state.slice(0, 12)}`
}

const encodeText = (text: string) => encodeBase64Url(encodeUtf8(text))
const decodeText = (text: string) => decodeUtf8(decodeBase64Url(text))

function encodeSeed({
  secret,
  startedAt,
  level,
  authenticatedSince,
  silent,
  issuer,
  returnTo,
}: Seed): string {
  const numbers = [startedAt, level, authenticatedSince, Number(silent)]
  return [secret, ...numbers, encodeText(issuer), encodeText(returnTo)].join('.')
}

const SEED = /^([\w-]{43})\.(\d{1,12})\.(\d{1,3})\.(\d{1,12})\.([01])\.([\w-]{1,1024})\.([\w-]{1,8192})$/

function parseSeed(value: string): Seed | undefined {
  const [, secret, startedAt, level, since, silent, issuer, returnTo] = SEED.exec(value) ?? []
  if (secret === undefined || issuer === undefined || returnTo === undefined) return undefined
  try {
    return {
      secret,
      startedAt: Number(startedAt),
      level: Number(level),
      authenticatedSince: Number(since),
      silent: silent === '1',
      issuer: decodeText(issuer),
      returnTo: decodeText(returnTo),
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
export function startTransaction(
  request: CookieCarrier,
  provider: Provider,
  { returnTo, level, maxAge, prompt }: Wish,
  settings: Settings,
): { transaction: Transaction; cookies: string[] } {
  const startedAt = Math.floor(settings.now())
  const age = prompt?.split(' ').includes('login') ? 0 : maxAge
  const seed: Seed = {
    secret: createSecret(),
    startedAt,
    level,
    authenticatedSince: age === undefined ? 0 : Math.max(1, startedAt - age),
    silent: prompt === 'none',
    issuer: provider.issuer,
    returnTo,
  }
  const transaction = derive(seed, provider)
  const { cookies } = settings
  const evicted = surplus(request, settings).map((name) => cookies.clear(name))
  // An answer that is posted comes from a page of the provider's site; this cookie lets nobody in who does not know the state.
  const set = provider.responseMode === 'form_post' ? cookies.setAcrossSites : cookies.set
  const kept = set(cookieOf(transaction.state), encodeSeed(seed), TRANSACTION_SECONDS)
  return { transaction, cookies: [...evicted, kept] }
}

/** The sign-in that this browser started with a state. */
export function findTransaction(request: CookieCarrier, state: string, settings: Settings): Transaction {
  const value = readCookies(request).get(settings.cookies.name(cookieOf(state)))
  const seed = value === undefined ? undefined : parseSeed(value)
  if (seed === undefined) throw new SsoError('ERR_SSO_TRANSACTION_ABSENT')
  const transaction = derive(seed, providerOf(seed.issuer, settings))
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
