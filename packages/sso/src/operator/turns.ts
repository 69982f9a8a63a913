import type { Ending } from './ending.ts'

interface Waiting {
  readonly host: string
  start(): void
}

/** Lets so many requests run at once, and so many of them to one host. */
export interface Turns {
  /**
   * Waits for a turn; who came first goes first.
   *
   * @returns gives the turn back
   * @throws why it is over, when it is before
   */
  take(host: string, ending: Ending): Promise<() => void>
}

/**
 * Makes turns.
 *
 * A gateway that is down keeps each request until its time is up: without a limit of its own it would keep all turns, and
 * portals elsewhere would wait for it.
 */
export function createTurns(total: number, perHost: number): Turns {
  const running = new Map<string, number>()
  const waiting: Waiting[] = []
  let free = total

  const hasRoom = (host: string) => free > 0 && (running.get(host) ?? 0) < perHost

  function begin(host: string): () => void {
    free -= 1
    running.set(host, (running.get(host) ?? 0) + 1)
    return () => {
      free += 1
      const left = (running.get(host) ?? 1) - 1
      if (left === 0) running.delete(host)
      else running.set(host, left)
      const next = waiting.findIndex((one) => hasRoom(one.host))
      if (next >= 0) for (const one of waiting.splice(next, 1)) one.start()
    }
  }

  return {
    take(host, ending) {
      if (ending.reason() !== undefined) return Promise.reject(ending.reason())
      if (hasRoom(host)) return Promise.resolve(begin(host))
      return new Promise((resolve, reject) => {
        const one: Waiting = {
          host,
          start() {
            forget()
            resolve(begin(host))
          },
        }
        const forget = ending.whenOver(() => {
          waiting.splice(waiting.indexOf(one), 1)
          reject(ending.reason())
        })
        waiting.push(one)
      })
    },
  }
}
