import {
  type Certificate,
  type Clock,
  encodeUtf8,
  type Fetch,
  type Sm2JoseProfile,
  TrustError,
} from '@xinyin/core'
import type { TrustListStore } from '@xinyin/core/trust'
import type { Seal } from '../seal/seal.ts'
import { errorOf } from '../verify/deciding.ts'
import type { SealStatusChecker, SealStatusContext } from '../verify/seal-status.ts'
import { assertSpeaksFor } from './authority.ts'
import { checkStatusSequence } from './checks/sequence.ts'
import { STATUS_SKEW_MS } from './checks/validity.ts'
import { statusError } from './codes.ts'
import { readSealStatusUrl } from './extension.ts'
import { fetchSealStatus } from './fetch.ts'
import { findInSealStatusAnswer, findInSealStatusList } from './find.ts'
import {
  judgeAnswer,
  judgeList,
  type OpenedList,
  type OpenedStatement,
  openSealStatusAnswer,
  openSealStatusList,
  type VerifiedSealStatusList,
} from './inspect.ts'
import { completeStatusLimits, type SealStatusLimits } from './limits.ts'
import { contentDigest, parseSealStatusMemory, type SealStatusMemory } from './memory.ts'

/** Where the status of seals is looked up. */
export interface SealStatusCheckerOptions {
  /** Signed status lists at hand. They are asked first. */
  readonly lists?: readonly (string | Uint8Array)[]
  /** A guarded fetch; without one nothing is asked of the network. */
  readonly fetch?: Fetch
  /**
   * Where the status of a seal is told: unless given, where the seal says (`sealStatusExtension`). Nothing for one of
   * which nobody is to be asked.
   */
  readonly url?: (seal: Seal, maker: Certificate) => string | undefined
  /** Remembers the numbers of lists over restarts, so that none is replaced by an older one. */
  readonly store?: TrustListStore
  /** What time it is on this machine. */
  readonly clock?: Clock
  /** Seconds for which an answer is not asked for again, while it is in force; 300 unless given. */
  readonly reuse?: number
  readonly limits?: Partial<SealStatusLimits>
  /** SM2 in headers; `SM2` with r ‖ s unless given. */
  readonly sm2?: Sm2JoseProfile
}

/** Answers that are kept. */
const MAX_KEPT = 1000

/**
 * Makes the checker that finds a seal's status: in the lists at hand, else by asking. Each list and answer is verified,
 * and counts for seals only of which who signed it may speak.
 *
 * What was made since the time for which a verdict is asked tells of it too, as with revocation lists.
 *
 * @example
 * ```ts
 * const status = createSealStatusChecker({ fetch: createNodeFetch() })
 * const report = await inspectOfd(file, { trust, status, requireStatus: true })
 * ```
 * @throws RangeError for limits that are none
 */
export function createSealStatusChecker(options: SealStatusCheckerOptions): SealStatusChecker {
  const { lists = [], fetch, url = readSealStatusUrl, store, reuse = 300 } = options
  const { clock = () => new Date() } = options
  completeStatusLimits(options.limits)
  let opened: Promise<readonly OpenedList[]> | undefined
  const seen = new Map<string, SealStatusMemory>()
  const kept = new Map<string, { readonly at: number; readonly answer: Promise<OpenedStatement> }>()

  const recall = async (list: string): Promise<SealStatusMemory | undefined> => {
    const text = await store?.get(storeKey(list))
    const held = seen.get(list)
    if (text === undefined) return held
    const stored = parseSealStatusMemory(text, list)
    return held === undefined || held.sequence < stored.sequence ? stored : held
  }
  const remember = async (memory: SealStatusMemory, before: SealStatusMemory | undefined) => {
    if (before !== undefined && before.sequence >= memory.sequence) return
    seen.set(memory.list, memory)
    await store?.set(storeKey(memory.list), JSON.stringify(memory))
  }

  /** A list that is in force, and may tell of the seal. */
  const judgeFor = async (list: OpenedList, seal: Seal, context: SealStatusContext) => {
    const at = timeFor(list, context.at, clock())
    const { verified, ...report } = await judgeList(list, {
      ...options,
      trust: context.trust,
      revocation: context.revocation,
      at,
    })
    if (verified === undefined) throw await errorOf(report)
    await assertSpeaksFor(verified, seal, context.maker)
    const { memory } = verified
    await remember(memory, await recall(memory.list))
    return verified
  }
  const lookInto = async (verified: VerifiedSealStatusList, seal: Seal, { maker }: SealStatusContext) => {
    const { content, memory } = verified
    const { status, facts } = checkStatusSequence(content, memory.digest, await recall(memory.list))
    if (status === 'passed') return findInSealStatusList(verified, seal, maker)
    throw statusError(
      content.sequence < Number(facts['remembered'])
        ? 'ERR_SEAL_STATUS_ROLLBACK'
        : 'ERR_SEAL_STATUS_EQUIVOCATION',
      facts,
    )
  }

  const fetchAnswer = (where: string, id: string): Promise<OpenedStatement> => {
    const key = `${where} ${id}`
    const at = clock().getTime()
    const held = kept.get(key)
    if (held !== undefined && Math.abs(at - held.at) < reuse * 1000) return held.answer
    const answer = fetchSealStatus(where, id, { fetch: fetch as Fetch, ...limitsOf(options) }).then((jws) =>
      openSealStatusAnswer(jws, options),
    )
    if (kept.size >= MAX_KEPT) kept.clear()
    kept.set(key, { at, answer })
    // What failed is asked for again.
    answer.catch(() => kept.delete(key))
    return answer
  }

  const ask = async (where: string, seal: Seal, context: SealStatusContext) => {
    const answer = await fetchAnswer(where, seal.info.id)
    const at = timeFor(answer, context.at, clock())
    const report = await judgeAnswer(answer, {
      ...options,
      trust: context.trust,
      revocation: context.revocation,
      at,
    })
    if (report.verified !== undefined) return findInSealStatusAnswer(report.verified, seal, context.maker)
    kept.delete(`${where} ${seal.info.id}`)
    throw await errorOf(report)
  }

  return {
    async find(seal, context) {
      const against: TrustError[] = []
      const attempt = async <Found>(look: () => Promise<Found>): Promise<Found | undefined> => {
        try {
          return await look()
        } catch (error) {
          if (!(error instanceof TrustError)) throw error
          against.push(error)
          return undefined
        }
      }
      opened ??= Promise.all(lists.map((jws) => openSealStatusList(jws, options)))
      // All of them before one is believed: of two of one name the older one does not count.
      const inForce: VerifiedSealStatusList[] = []
      for (const list of await opened) {
        const verified = await attempt(() => judgeFor(list, seal, context))
        if (verified !== undefined) inForce.push(verified)
      }
      for (const list of inForce) {
        const finding = await attempt(() => lookInto(list, seal, context))
        if (finding !== undefined) return finding
      }
      const where = fetch && url(seal, context.maker)
      const finding = where === undefined ? undefined : await attempt(() => ask(where, seal, context))
      if (finding !== undefined) return finding
      // A list of somebody else's seals stands in nobody's way.
      const reason = against.find(({ code }) => code !== 'ERR_SEAL_STATUS_MAKER') ?? against[0]
      throw reason ?? statusError('ERR_SEAL_STATUS_NO_SOURCE', { maker: context.maker.subject.text })
    },
  }
}

const limitsOf = ({ limits }: SealStatusCheckerOptions) => (limits === undefined ? {} : { limits })

/** When a statement is judged: at the time asked for, or when it was made where that was later, but not in the future. */
function timeFor({ statement }: OpenedStatement, at: Date, now: Date): Date {
  const signedAt = statement?.signedAt ?? at
  return signedAt > at && signedAt.getTime() <= now.getTime() + STATUS_SKEW_MS ? signedAt : at
}

/** Letters, digits and `-`. */
const storeKey = (list: string): string => `seal-status-${contentDigest(encodeUtf8(list)).slice(0, 40)}`
