/** What a status list or an answer may take. */
export interface SealStatusLimits {
  /** Octets of the whole signed list; 64 MiB unless given, which holds two million seals. */
  readonly maxListBytes: number
  /** Seals of a list that are told of one by one, since they are not simply valid; 200,000 unless given. */
  readonly maxEntries: number
  /** Octets of an answer; 1 MiB unless given. */
  readonly maxAnswerBytes: number
}

export const DEFAULT_STATUS_LIMITS: SealStatusLimits = {
  maxListBytes: 64 * 1024 * 1024,
  maxEntries: 200_000,
  maxAnswerBytes: 1024 * 1024,
}

/** Seals that one answer may be about. */
export const MAX_ASKED = 100

/** Makers, or keys of one maker, that a list or an answer may be about. */
export const MAX_MAKERS = 100

/** @throws RangeError for a limit that is no number, which would be no limit at all */
export function completeStatusLimits(given: Partial<SealStatusLimits> = {}): SealStatusLimits {
  for (const [name, limit] of Object.entries(given)) {
    if (typeof limit !== 'number' || !(limit >= 0)) throw new RangeError(`${name}: expected a number, from 0`)
  }
  return { ...DEFAULT_STATUS_LIMITS, ...given }
}
