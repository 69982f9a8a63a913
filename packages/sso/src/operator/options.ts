import type { Clock, Fetch } from '@xinyin/core'
import { createGuardedFetch, type FetchPolicy } from '@xinyin/core/fetch'
import type { Sm2TokenProfile } from '../keys/sm2-profile.ts'
import { MAX_BODY } from './answer.ts'
import { createTokenSigner, type IssuerKey, type SignLogoutToken } from './logout-token.ts'

/** What an operator sets up once. */
export interface LogoutSenderOptions {
  /** The issuer of ID tokens, to the letter: portals take logout tokens of no other. */
  readonly issuer: string
  /** Signs the tokens. Its public part must be in the issuer's key set. */
  readonly key: IssuerKey
  /** The `kid` of the key there. */
  readonly keyId: string
  /** How an SM2 key is named in tokens; needed with such a key. */
  readonly sm2?: Sm2TokenProfile
  /**
   * Where portals may be: public addresses by https unless given. A portal registers its address itself, so nothing of it
   * is believed: `{ allow: ['10.0.0.0/8'] }` lets those of an extranet be reached.
   */
  readonly network?: Pick<FetchPolicy, 'allow' | 'schemes' | 'ports' | 'origins'>
  /**
   * Makes the guarded fetch: that of `@xinyin/core/fetch` unless given. On servers that run Node take `createNodeFetch` of
   * `@xinyin/core/node`, which looks at every address that a name stands for.
   */
  readonly guardedFetch?: (policy: FetchPolicy) => Fetch
  /** How many requests run at once, over all logouts of this sender: 64. */
  readonly concurrency?: number
  /** How many of them to one host: 8. */
  readonly perHost?: number
  /** How often a portal is tried at most: 5. */
  readonly attempts?: number
  /** How long one try may take, in milliseconds: 5000. */
  readonly milliseconds?: number
  /** The pause after the first try, in milliseconds: 500. It doubles from try to try, up to 30 s. */
  readonly pause?: number
  /** How long a logout is tried in all, in seconds: 120. Portals refuse tokens that are older than some minutes. */
  readonly seconds?: number
  readonly clock?: Clock
}

/** Checked options, with everything in them that sending needs. */
export interface SenderSettings {
  readonly issuer: string
  readonly sign: SignLogoutToken
  readonly fetch: Fetch
  readonly concurrency: number
  readonly perHost: number
  readonly attempts: number
  readonly milliseconds: number
  readonly pause: number
  readonly seconds: number
  /** Seconds since 1970. */
  readonly now: () => number
}

const MAX_SECONDS = 540

function whole(name: string, value: number, most: number): number {
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new RangeError(`${name}: expected a whole number from 1 to ${most}`)
  }
  return value
}

/** @throws TypeError, RangeError that names the option */
export function readSenderOptions(options: LogoutSenderOptions): SenderSettings {
  const { issuer, key, keyId, sm2, network, guardedFetch = createGuardedFetch } = options
  const { clock = () => new Date() } = options
  if (typeof issuer !== 'string' || !URL.canParse(issuer)) throw new TypeError('issuer: must be a URL')
  if (typeof keyId !== 'string' || keyId === '') throw new TypeError('keyId: must be text')
  if ('publicKey' in key && key.publicKey.kind === 'SM2' && sm2 === undefined) {
    throw new TypeError('sm2: needed with an SM2 key, since no name is registered for it')
  }
  const milliseconds = whole('milliseconds', options.milliseconds ?? 5000, 60_000)
  return {
    issuer,
    sign: createTokenSigner(key, keyId, sm2),
    fetch: guardedFetch({
      ...network,
      methods: ['POST'],
      redirects: 'none',
      maxBytes: MAX_BODY,
      milliseconds,
    }),
    concurrency: whole('concurrency', options.concurrency ?? 64, 10_000),
    perHost: whole('perHost', options.perHost ?? 8, 10_000),
    attempts: whole('attempts', options.attempts ?? 5, 100),
    milliseconds,
    pause: whole('pause', options.pause ?? 500, 60_000),
    seconds: whole('seconds', options.seconds ?? 120, MAX_SECONDS),
    now: () => clock().getTime() / 1000,
  }
}
