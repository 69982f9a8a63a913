import { type Check, type Facts, indeterminate } from '@xinyin/core'

/** The times that a verdict hangs on. */
export interface Moments {
  /** When the thing was done, as its maker says. */
  readonly claimed: Date
  /** Now, or the time for which the verdict is asked. */
  readonly now: Date
  /** The thing was done at this time at the latest, as a time stamp proves; never after `now`. */
  readonly proven?: Date | undefined
}

/** By which clock a time is told: that of who signed, or that of a time-stamping authority. */
export type SigningClock = 'claimed' | 'time-stamp'

/** The time up to which everything has to have held: nobody can have signed after it. */
export const latestOf = ({ proven, now }: Moments): Date => proven ?? now

/**
 * What is to be said of what held at the claimed time, but not at the latest time at which it may have been done.
 *
 * @param reason - the code of what stands against it then
 */
export function withoutProof(
  id: string,
  { claimed, proven }: Moments,
  facts: Facts & { readonly reason: string },
): Check {
  const told = { ...facts, time: showTime(claimed) }
  return proven === undefined
    ? indeterminate(id, 'ERR_SIGNATURE_NO_PROOF_OF_TIME', told)
    : indeterminate(id, 'ERR_SIGNATURE_PROVEN_TOO_LATE', { ...told, proven: showTime(proven) })
}

/** The earlier of two times, one of which may not be known. */
export const earlier = (a: Date, b: Date | undefined): Date => (b !== undefined && b < a ? b : a)

/** How far clocks may be apart. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000

/** Some vendors write Beijing time and call it UTC, so that two times of one act lie this far apart. */
export const LOCAL_TIME_MS = 8 * 60 * 60 * 1000

/** A time as reports show it: UTC to the second. */
export const showTime = (date: Date): string => `${date.toISOString().slice(0, -5)}Z`
