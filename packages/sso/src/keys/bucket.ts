/** So many permissions at once, */
const HELD = 2
/** and one more after so many milliseconds. */
const INTERVAL = 30_000

/** A bucket that holds a few permissions and gets one back per interval. */
export function createBucket(now: () => number): () => boolean {
  let held = HELD
  let since = now()
  return () => {
    const at = now()
    // A clock that steps back must neither take permissions away, which would be below none, nor stop the refill.
    since = Math.min(since, at)
    const gained = Math.floor((at - since) / INTERVAL)
    since += gained * INTERVAL
    held = Math.min(HELD, held + gained)
    if (held <= 0) return false
    held -= 1
    return true
  }
}
