import type { StatusList } from './list.ts'
import type { Published } from './published.ts'

/** How one list in one form is made known. */
export interface PublicationOptions {
  sign(list: StatusList, at: Date): Promise<Published>
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds from one signature to the next, where nothing changed. */
  readonly renewAfter: number
  /** Milliseconds for which a signed list holds. */
  readonly lifetime: number
  /** Milliseconds for which somebody who asks waits for a new one, while there is the one before. */
  readonly patience: number
  /** Milliseconds for which the one before is given, from when it was first seen that there is another list. */
  readonly staleness: number
  onError?(error: unknown): void
}

/** A list as it was signed last. */
interface Made {
  readonly list: StatusList
  /** Lists that were found before it. */
  readonly version: number
  readonly at: number
  readonly published: Published
}

/** What is answered with: `isStale` where a newer one is being made. */
export interface Current extends Pick<Made, 'at' | 'published'> {
  readonly isStale: boolean
}

export interface Publication {
  /**
   * The signed list for somebody who asks.
   *
   * @param list - what was found for the question
   * @param turn - the number of the question: what a later one found is newer, whichever was found first
   */
  current(list: StatusList, turn: number): Promise<Current>
}

/**
 * Signs a list when it changes, one signature at a time: changes that come while one is made are in the next one together.
 * Whoever asks waits for the new one, and gets the one before where that takes long; but never for longer than `staleness`
 * after the change was seen. From then on there is no answer but the new list.
 */
export function createPublication(options: PublicationOptions): Publication {
  const { sign, now, renewAfter, lifetime, patience, staleness, onError } = options
  let newest: { readonly list: StatusList; readonly version: number; readonly turn: number } | undefined
  let made: Made | undefined
  let running: Promise<Made> | undefined
  /** When it was first seen that there is another list than the one signed last, and than the one that is being signed. */
  let outdatedAt: number | undefined
  let changedAt: number | undefined

  const notice = (list: StatusList, turn: number): void => {
    if (newest !== undefined && turn < newest.turn) return
    if (newest?.list === list) {
      newest = { ...newest, turn }
      return
    }
    newest = { list, turn, version: (newest?.version ?? 0) + 1 }
    outdatedAt ??= now()
    changedAt ??= now()
    if (made?.list !== list) return
    made = { ...made, version: newest.version }
    outdatedAt = undefined
  }

  const make = async (list: StatusList, version: number): Promise<Made> => {
    changedAt = undefined
    const at = now()
    const published = await sign(list, new Date(at))
    made = { list, version, at, published }
    outdatedAt = changedAt
    return made
  }

  const isDue = ({ version, at }: Made): boolean => {
    const time = now()
    // A clock that was set back must not keep a list for ever.
    return version !== newest?.version || time < at || time - at >= renewAfter
  }

  /** The next signature that is of this version or a newer one. */
  const renewed = async (version: number): Promise<Made> => {
    for (;;) {
      if (made !== undefined && !isDue(made)) return made
      const next = newest ?? unreachable()
      running ??= make(next.list, next.version).finally(() => {
        running = undefined
      })
      const signed = await running
      if (signed.version >= version) return signed
    }
  }

  /** Whether a list that a newer one is made for still holds, and is not to be given up yet. */
  const mayStillBeGiven = ({ at }: Made): boolean => {
    const time = now()
    const since = outdatedAt ?? time
    return time >= at && time - at < lifetime && time >= since && time - since < staleness
  }

  return {
    async current(list, turn) {
      notice(list, turn)
      if (made !== undefined && !isDue(made)) return { ...made, isStale: false }
      const next = renewed(newest?.version ?? unreachable())
      const before = made
      if (before === undefined) return { ...(await next), isStale: false }
      const told = next.then(
        (each) => ({ ...each, isStale: false }),
        (error: unknown) => {
          if (!mayStillBeGiven(before)) throw error
          onError?.(error)
          return { ...before, isStale: true }
        },
      )
      const first = await within(patience, told)
      if (first !== undefined) return first
      if (!mayStillBeGiven(before)) return told
      told.catch((error: unknown) => onError?.(error))
      return { ...before, isStale: true }
    },
  }
}

/** What is answered in time, else nothing. */
async function within<Answer>(milliseconds: number, answer: Promise<Answer>): Promise<Answer | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, milliseconds, undefined)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

const unreachable = (): never => {
  throw new Error('unreachable: a list was found before it is signed')
}
