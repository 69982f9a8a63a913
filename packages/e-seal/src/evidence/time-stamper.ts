import type { DigestName, Fetch, PathOptions, Trust } from '@xinyin/core'
import { fetchTimeStamp, parseTimeStamp, requestTimeStamp, verifyTimeStamp } from '@xinyin/core/tsp'
import { pathPolicy } from '../verify/revocation.ts'

/**
 * Gets a time stamp for content: the octets of a signature value.
 *
 * @returns DER of the `TimeStampToken` (RFC 3161, 2.4.2), without the answer around it
 */
export type TimeStamper = (content: Uint8Array) => Promise<Uint8Array>

/** Which service is asked for time stamps, and how. */
export interface TimeStamperOptions {
  /** Where the service is: `https://tsa.example/`. */
  readonly url: string
  /** The guarded fetch of `@xinyin/core/fetch`, which limits where requests go and how long they take. */
  readonly fetch: Fetch
  /** Digest of what is stamped; SM3 unless given. Services outside China take SHA-256. */
  readonly algorithm?: DigestName
  /** OID of the policy asked for. */
  readonly policy?: string
  /**
   * Anchors of the role `time-stamper`. With them a stamp that would not be accepted is refused before it is used;
   * without them only digest, nonce and policy are held against the request.
   */
  readonly trust?: Trust
  /**
   * Who finds out whether the service was revoked: that of the trust unless given, else the lists and answers in the
   * trust tell. It counts only where there is `trust`.
   */
  readonly revocation?: PathOptions['revocation']
  /** What time it is where stamps are held against `trust`; the system's clock unless given. */
  readonly clock?: () => Date
}

/** How far the clock of the service may be ahead of ours. */
const AHEAD_MS = 5 * 60 * 1000

/**
 * Makes what gets time stamps from a service over HTTP (RFC 3161, 3.4).
 *
 * The stamper throws `CoreError`: those of `fetchTimeStamp`, and with `trust` those of `verifyTimeStamp`.
 *
 * @example
 * ```ts
 * const timeStamper = createTimeStamper({ url: 'https://tsa.example/', fetch: createGuardedFetch() })
 * const sealed = await sealOfd(document, { seal, signer, timeStamp: timeStamper })
 * ```
 */
export function createTimeStamper(options: TimeStamperOptions): TimeStamper {
  const { url, fetch, algorithm = 'SM3', policy, trust, clock = () => new Date() } = options
  if (!URL.canParse(url)) throw new TypeError('url: expected an absolute address')
  return async (content) => {
    const request = await requestTimeStamp({
      content,
      algorithm,
      ...(policy === undefined ? {} : { policy }),
    })
    const token = await fetchTimeStamp(url, request, fetch)
    if (trust === undefined) return token
    const timeStamp = parseTimeStamp(token)
    const at = latest(clock(), timeStamp.info.time)
    const { revocation } = pathPolicy({ trust, revocation: options.revocation })
    await verifyTimeStamp(timeStamp, { trust, at, request, revocation })
    return token
  }
}

/** The time of judgement: that of a stamp which is a little ahead of us, else now. */
function latest(now: Date, stamped: Date): Date {
  const ahead = stamped.getTime() - now.getTime()
  return ahead > 0 && ahead <= AHEAD_MS ? stamped : now
}
