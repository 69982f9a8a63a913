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
  let next: { readonly since: number; readonly value: Promise<T> } | undefined
  let takenAt = Number.NEGATIVE_INFINITY
  // A clock that was set back makes nothing fresh.
  const isFresh = (since: number) => now() >= since && now() - since <= good

  function prepare(): void {
    if (next !== undefined && isFresh(next.since)) return
    const value = make()
    // Whoever takes it hears of it.
    value.catch(() => {})
    next = { since: now(), value }
  }

  return async () => {
    const taken = next
    next = undefined
    if (isFresh(takenAt)) afterwards?.(prepare)
    takenAt = now()
    if (taken === undefined || !isFresh(taken.since)) return make()
    // What failed then may do now.
    return taken.value.catch(make)
  }
}
