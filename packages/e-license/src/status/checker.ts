import { type Clock, type Fetch, type Sm2JoseProfile, TrustError } from '@xinyin/core'
import type { TrustListStore } from '@xinyin/core/trust'
import type {
  LicenceStatusChecker,
  LicenceStatusContext,
  LicenceStatusFinding,
} from '../verify/status-checker.ts'
import { assertPurpose } from './checks/signer.ts'
import { checkValidity, SKEW_SECONDS } from './checks/validity.ts'
import { statusListError } from './codes.ts'
import { errorOf } from './deciding.ts'
import { type HeldStatusList, holdStatusList } from './held.ts'
import { assertMaxAge, DEFAULT_MAX_AGE, openOwn } from './inspect.ts'
import { completeStatusListLimits, type StatusListLimits } from './limits.ts'
import { readStatus } from './list.ts'
import { createStatusListSource, type StatusListSource } from './source.ts'
import { parseState } from './state.ts'

/** Where the states of licences are looked up. */
export interface StatusCheckerOptions {
  /** Signed lists at hand, as a bundle has them. */
  readonly lists?: readonly (string | Uint8Array)[]
  /** A guarded fetch; without one nothing is asked of the network. */
  readonly fetch?: Fetch
  /** Keeps lists over restarts, so that none is replaced by an older one, and none is missed while it cannot be had. */
  readonly store?: TrustListStore
  /** What time it is on this machine. */
  readonly clock?: Clock
  /** The budget for staleness: seconds since a list was signed; 86,400 unless given. */
  readonly maxAge?: number
  /** Seconds after which a list with no `ttl` is asked for again; 300 unless given. */
  readonly refreshAfter?: number
  /** Seconds between two attempts at a list that cannot be had; 60 unless given. */
  readonly retryAfter?: number
  /** Seconds for which a signer who was believed is not judged again; 300 unless given. */
  readonly reuse?: number
  /** Octets of all the lists that are kept; 64 MiB unless given. */
  readonly cacheBytes?: number
  readonly limits?: Partial<StatusListLimits>
  /** SM2 in the header of a JWT; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
  /**
   * Object identifier of the purpose for signers of lists (`id-kp-oauthStatusSigning`, draft-ietf-oauth-status-list, 10),
   * for whom its number is settled: a certificate that names purposes has to name it, or any. Not looked at unless given.
   */
  readonly signerPurpose?: string
}

/** Lists that are kept. */
const MAX_LISTS = 1000

/**
 * Makes the checker that finds out what became of licences, in Token Status Lists (draft-ietf-oauth-status-list, 8.3): in
 * the lists at hand and those fetched before, while their `ttl` lasts, else by asking. Where a newer list cannot be had,
 * the one before does until it runs out or is older than `maxAge`; the finding then says what the `problem` is.
 *
 * Each list is verified: who signed it has to lead to an anchor of `status-issuer` in the trust that the question comes
 * with, within what that is granted of licence types and regions. Lists tell of the time when they were made: one made
 * since the time for which a verdict is asked tells of it too, as with revocation lists.
 *
 * @throws RangeError for times and limits that are none; TypeError for a purpose that is no object identifier
 * @example
 * ```ts
 * const status = createStatusChecker({ fetch: createNodeFetch(), maxAge: 3600 })
 * const report = await inspectLicence(upload, { trust, status })
 * ```
 */
export function createStatusChecker(options: StatusCheckerOptions): LicenceStatusChecker {
  const { lists = [], fetch, store, clock = () => new Date(), maxAge = DEFAULT_MAX_AGE } = options
  const { refreshAfter = 300, retryAfter = 60, reuse = 300, cacheBytes = 64 * 1024 * 1024 } = options
  const { limits, sm2, signerPurpose } = options
  assertMaxAge(maxAge)
  assertPurpose(signerPurpose)
  completeStatusListLimits(limits)
  for (const [name, seconds] of Object.entries({ refreshAfter, retryAfter, reuse, cacheBytes }))
    if (!(seconds >= 0)) throw new RangeError(`${name}: expected a number, from 0`)
  const reading = { ...(limits === undefined ? {} : { limits }), ...(sm2 === undefined ? {} : { sm2 }) }
  const sources = new Map<string, StatusListSource>()
  let atHand: Promise<ReadonlyMap<string, readonly HeldStatusList[]>> | undefined

  const openAll = async () => {
    const byUri = new Map<string, HeldStatusList[]>()
    for (const opened of await Promise.all(lists.map((list) => openOwn(list, reading)))) {
      const held = holdStatusList(opened, opened.token?.content.issuedAt.getTime() ?? 0)
      if (held === undefined) continue
      const { uri } = held.token.content
      byUri.set(uri, [...(byUri.get(uri) ?? []), held])
    }
    return byUri
  }

  const sourceOf = async (uri: string): Promise<StatusListSource> => {
    const known = sources.get(uri)
    if (known !== undefined) {
      // The one that was asked for last is let go last.
      sources.delete(uri)
      sources.set(uri, known)
      return known
    }
    atHand ??= openAll()
    const given = (await atHand).get(uri) ?? []
    const meanwhile = sources.get(uri)
    if (meanwhile !== undefined) return meanwhile
    const source = createStatusListSource(uri, given, {
      ...reading,
      fetch,
      store,
      clock,
      refreshAfter,
      retryAfter,
      maxAge,
    })
    sources.set(uri, source)
    if (sources.size > MAX_LISTS) makeRoom()
    return source
  }

  /** What is not asked for any more is let go, the oldest first. */
  const makeRoom = () => {
    let bytes = 0
    for (const source of sources.values()) bytes += source.cost()
    for (const [uri, source] of sources) {
      if (sources.size <= MAX_LISTS && bytes <= cacheBytes) return
      bytes -= source.cost()
      sources.delete(uri)
    }
  }

  /** What the newest list says whose signer is believed; else why none is. */
  const look = async (
    source: StatusListSource,
    index: number,
    context: LicenceStatusContext,
  ): Promise<LicenceStatusFinding | TrustError | undefined> => {
    const now = clock()
    const problem = source.problem()
    let against: TrustError | undefined
    for (const held of source.candidates()) {
      const at = timeFor(held, context.at, now)
      const signer = await held.judgeSigner({ ...context, signerPurpose }, at, reuse)
      if (signer.status !== 'passed') {
        against ??= errorOf(signer)
        continue
      }
      const validity = checkValidity(held.token.content, at, maxAge)
      // Who believed a list of the future would take none of the present.
      if (validity.status === 'failed') {
        against ??= errorOf(validity)
        continue
      }
      // Of two whose signers are believed, the older one does not count, even where the newer has run out.
      const isNew = await source.accept(held)
      if (validity.status !== 'passed') throw problem ?? errorOf(validity)
      const finding = await read(held, index)
      if (isNew) makeRoom()
      return problem === undefined ? finding : { ...finding, problem: problem.code }
    }
    return against
  }

  return {
    async find({ uri, index }, context) {
      const source = await sourceOf(uri)
      await source.refresh()
      let found = await look(source, index, context)
      if (found === undefined || found instanceof TrustError) {
        // What is at hand is of somebody who is not believed: perhaps what can be fetched is not.
        await source.refresh(true)
        found = await look(source, index, context)
      }
      if (found !== undefined && !(found instanceof TrustError)) return found
      throw source.problem() ?? found ?? statusListError('ERR_STATUS_LIST_NO_SOURCE')
    },
  }
}

async function read(held: HeldStatusList, index: number): Promise<LicenceStatusFinding> {
  const { content, certificates } = held.token
  return {
    state: parseState(readStatus(await held.list(), index)),
    issuedAt: content.issuedAt,
    by: certificates[0].subject.text,
  }
}

/** When a list is judged: at the time asked for, or when it was made where that was later, but not in the future. */
function timeFor({ token }: HeldStatusList, at: Date, now: Date): Date {
  const { issuedAt } = token.content
  const isLater = issuedAt > at && issuedAt.getTime() <= now.getTime() + SKEW_SECONDS * 1000
  return isLater ? issuedAt : at
}
