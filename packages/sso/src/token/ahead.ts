import { nodeModule } from '../http/node-modules.ts'

/** Where one request may use what was begun in another, and work goes on after an answer: in Node. */
const afterwards = nodeModule('node:timers')?.setImmediate

/**
 * Makes something ahead that counts once and is not good for long: who is asked again within that time has the next one ready.
 * Where somebody asks now and then, nothing is made that nobody takes.
 *
 * @param good - how long it may lie, in seconds
 */
export function createAhead<T>(make: () => Promise<T>, good: number, now: () => number): () => Promise<T> {
  let next: { readonly since: number; readonly value: T } | undefined
  let isPreparing = false
  let takenAt = Number.NEGATIVE_INFINITY
  // A clock that was set back makes nothing fresh.
  const isFresh = (since: number) => now() >= since && now() - since <= good

  // Given out is what is there. Whoever needs one meanwhile waits for one of their own, and not for this to come to an end.
  async function prepare(): Promise<void> {
    if (isPreparing || (next !== undefined && isFresh(next.since))) return
    isPreparing = true
    const since = now()
    try {
      next = { since, value: await make() }
    } catch {
      // Whoever asks for one hears of it.
    }
    isPreparing = false
  }

  return async () => {
    const ready = next
    next = undefined
    if (isFresh(takenAt)) afterwards?.(prepare)
    takenAt = now()
    return ready !== undefined && isFresh(ready.since) ? ready.value : make()
  }
}
