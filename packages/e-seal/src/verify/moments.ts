/** The two times that a verdict hangs on. */
export interface Moments {
  /** When the thing was done, as its maker says. */
  readonly claimed: Date
  /** Now, or the time for which the verdict is asked. */
  readonly now: Date
}

/** How far clocks may be apart. */
export const CLOCK_SKEW_MS = 5 * 60 * 1000

/** Some vendors write Beijing time and call it UTC, so that two times of one act lie this far apart. */
export const LOCAL_TIME_MS = 8 * 60 * 60 * 1000

/** A time as reports show it: UTC to the second. */
export const showTime = (date: Date): string => date.toISOString().replace(/\.\d{3}Z$/, 'Z')
