/** Tells those who wait, once, that there is nothing left to wait for. */
export interface Ending {
  /** Why it is over; `undefined` while it is not. */
  reason(): unknown
  /**
   * Has something done when it is over; at once, when it is.
   *
   * @returns takes that back
   */
  whenOver(stop: () => void): () => void
}

/**
 * Makes an ending, and what brings it about.
 *
 * An `AbortSignal` does the same, but Node warns of a leak where more than ten listen to one; here a thousand do.
 */
export function createEnding(): { readonly ending: Ending; end(reason: unknown): void } {
  const stops = new Set<() => void>()
  let why: unknown
  return {
    ending: {
      reason: () => why,
      whenOver(stop) {
        if (why !== undefined) stop()
        else stops.add(stop)
        return () => void stops.delete(stop)
      },
    },
    end(reason) {
      if (why !== undefined) return
      why = reason
      for (const stop of [...stops]) stop()
      stops.clear()
    },
  }
}

/** Waits, or throws the reason as soon as it is over. */
export function sleep(milliseconds: number, ending: Ending): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      forget()
      resolve()
    }, milliseconds)
    const forget = ending.whenOver(() => {
      clearTimeout(timer)
      reject(ending.reason())
    })
  })
}

/** Waits for something that cannot be given up, or throws the reason as soon as it is over. */
export async function unlessOver<T>(ending: Ending, work: Promise<T>): Promise<T> {
  let forget = () => {}
  const over = new Promise<never>((_, reject) => {
    forget = ending.whenOver(() => reject(ending.reason()))
  })
  return Promise.race([work, over]).finally(() => forget())
}

/** Does something that a signal of its own gives up when it is over. */
export async function whileGoing<T>(ending: Ending, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController()
  const forget = ending.whenOver(() => abort.abort(ending.reason()))
  try {
    return await work(abort.signal)
  } finally {
    forget()
  }
}
