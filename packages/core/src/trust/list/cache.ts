import { CoreError } from '../../errors.ts'
import { readBody } from '../../fetch/body.ts'
import type { Clock, Fetch } from '../../ports.ts'
import { trustListError } from './codes.ts'
import { inspectTrustList, type TrustListOptions, verifyTrustList } from './inspect.ts'
import { DEFAULT_LIST_LIMITS } from './limits.ts'
import { type CachedRecord, encodeRecord, parseRecord } from './record.ts'
import type { TrustListStore } from './store.ts'
import type { VerifiedTrustList } from './verified.ts'

/** Where a list is published, and whose it is. */
export interface TrustListSource {
  readonly territory: string
  readonly url: string
  /** The list above, as the cache gave it. */
  readonly above?: VerifiedTrustList
}

/** A list in force. */
export interface CachedTrustList {
  readonly verified: VerifiedTrustList
  readonly fetchedAt: Date
  /** Why there is no newer one, where one was asked for: the source was down, or gave what was refused. */
  readonly problem: CoreError | undefined
}

export interface TrustListCacheOptions extends Pick<TrustListOptions, 'trust' | 'sm2' | 'limits' | 'path'> {
  readonly store: TrustListStore
  /** A guarded fetch; without one the cache lives on what is in the store. */
  readonly fetch?: Fetch
  readonly clock?: Clock
  /** Seconds after which a list is fetched anew though it is in force; 3,600 unless given. */
  readonly refreshAfter?: number
  /** Seconds between two attempts at a source that failed; 60 unless given. */
  readonly retryAfter?: number
}

export interface TrustListCache {
  /**
   * The list of a source that is in force: that at hand while it is fresh, else a new one, else that at hand again.
   *
   * @throws CoreError where none is in force: why the new one was not taken, `ERR_TRUST_LIST_UNREACHABLE`, or
   *   `ERR_TRUST_LIST_EXPIRED`; `ERR_TRUST_LIST_MEMORY` where the store holds what cannot be read
   */
  read(source: TrustListSource): Promise<CachedTrustList>
}

/**
 * Keeps trust lists, so that a machine works while their publisher cannot be reached, and no older list is taken once a
 * newer one was seen.
 *
 * @example
 * ```ts
 * const lists = createTrustListCache({ store: fileTrustListStore('/var/lib/app/lists'), fetch, trust })
 * const { verified, problem } = await lists.read({ territory: 'CN-33', url })
 * if (problem) log(problem.code)
 * const trustForLicences = trustFrom([verified])
 * ```
 */
export function createTrustListCache(options: TrustListCacheOptions): TrustListCache {
  const { store, clock = () => new Date(), refreshAfter = 3600, retryAfter = 60 } = options
  const under = new Map<
    string,
    { readonly source: TrustListSource; readonly answer: Promise<CachedTrustList> }
  >()
  const failures = new Map<string, { readonly at: number; readonly error: CoreError }>()
  const maxBytes = options.limits?.maxBytes ?? DEFAULT_LIST_LIMITS.maxBytes

  const recall = async (territory: string): Promise<CachedRecord | undefined> => {
    const text = await store.get(territory)
    return text === undefined ? undefined : parseRecord(text, territory, maxBytes)
  }

  const judge = (
    { territory, above }: TrustListSource,
    at: Date,
    remembered: CachedRecord['memory'] | undefined,
  ) => ({
    ...options,
    territory,
    at,
    ...(above === undefined ? {} : { above }),
    ...(remembered === undefined ? {} : { remembered }),
  })

  /** The list of a record, where it still passes every check at this time. */
  const hold = async (source: TrustListSource, record: CachedRecord | undefined, at: Date) =>
    record && (await inspectTrustList(record.jws, judge(source, at, record.memory))).verified

  const renew = async (source: TrustListSource, record: CachedRecord | undefined, at: Date) => {
    const jws = await fetchList(source, options.fetch, maxBytes)
    const verified = await verifyTrustList(jws, judge(source, at, record?.memory))
    // Another process may have seen a newer list meanwhile.
    const now = await recall(source.territory)
    if (now !== undefined && now.memory.sequence > verified.memory.sequence) {
      const facts = { sequence: verified.memory.sequence, remembered: now.memory.sequence }
      throw trustListError('ERR_TRUST_LIST_ROLLBACK', facts)
    }
    await store.set(source.territory, encodeRecord({ jws, fetchedAt: at, memory: verified.memory }))
    return { verified, fetchedAt: at, problem: undefined }
  }

  const read = async (source: TrustListSource): Promise<CachedTrustList> => {
    const { territory } = source
    const at = clock()
    const record = await recall(territory)
    const held = await hold(source, record, at)
    const age = record === undefined ? 0 : (at.getTime() - record.fetchedAt.getTime()) / 1000
    // A clock that was set back must not keep a list for ever.
    if (record !== undefined && held !== undefined && age >= 0 && age < refreshAfter) {
      return { verified: held, fetchedAt: record.fetchedAt, problem: undefined }
    }
    const failure = failures.get(territory)
    const rests = failure !== undefined && Math.abs(at.getTime() - failure.at) < retryAfter * 1000
    try {
      if (rests) throw failure.error
      const renewed = await renew(source, record, at)
      failures.delete(territory)
      return renewed
    } catch (error) {
      if (!(error instanceof CoreError)) throw error
      if (!rests) failures.set(territory, { at: at.getTime(), error })
      if (record === undefined || held === undefined) throw error
      return { verified: held, fetchedAt: record.fetchedAt, problem: error }
    }
  }

  return {
    read(source) {
      const { territory, url, above } = source
      // Whoever asks the same meanwhile gets the same answer.
      const running = under.get(territory)
      if (running?.source.url === url && running.source.above === above) return running.answer
      const answer = read(source).finally(() => {
        if (under.get(territory)?.answer === answer) under.delete(territory)
      })
      under.set(territory, { source, answer })
      return answer
    },
  }
}

/** @throws CoreError `ERR_TRUST_LIST_UNREACHABLE`, `ERR_TRUST_LIST_MEDIA_TYPE`, `ERR_FETCH_*` of a guarded fetch */
async function fetchList(
  { territory, url }: TrustListSource,
  fetch: Fetch | undefined,
  maxBytes: number,
): Promise<string> {
  const unreachableError = (reason: string, cause?: unknown) =>
    trustListError('ERR_TRUST_LIST_UNREACHABLE', { territory, reason }, cause)
  if (fetch === undefined) throw unreachableError('offline')
  let response: Response
  try {
    response = await fetch(url, { headers: { accept: 'application/jose' } })
  } catch (cause) {
    if (cause instanceof CoreError) throw cause
    throw unreachableError('network', cause)
  }
  if (response.status !== 200) throw unreachableError(`HTTP ${response.status}`)
  // A page that quotes a list is none.
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/jose') {
    await response.body?.cancel()
    throw trustListError('ERR_TRUST_LIST_MEDIA_TYPE', { territory, found: type.slice(0, 100) || '-' })
  }
  try {
    const bytes = await readBody(response, territory, { maxBytes }, new AbortController().signal)
    return new TextDecoder().decode(bytes).trim()
  } catch (cause) {
    if (cause instanceof CoreError) throw cause
    throw unreachableError('network', cause)
  }
}
