/** A list or an answer, whose octets are what keeping it costs. */
export interface Kept {
  readonly raw: Uint8Array
}

/** What was got, and until when it need not be got again. */
export interface Fetched<Answer> {
  readonly answer: Answer
  readonly until: Date | undefined
}

/** Keeps answers by where they come from until they are renewed there. */
export interface AnswerCache {
  /** The answer that is kept, one that is under way, or a new one. */
  get<Answer extends Kept>(key: string, now: Date, ask: () => Promise<Fetched<Answer>>): Promise<Answer>
  forget(answers: readonly object[]): void
}

interface Entry {
  readonly fetched: Promise<Fetched<Kept>>
  until: number
  answer: Kept | undefined
}

/**
 * @param limit - answers that are kept, the newest ones
 * @param maxBytes - octets of all of them
 */
export function createAnswerCache(limit: number, maxBytes: number): AnswerCache {
  const entries = new Map<string, Entry>()

  const bytes = () => [...entries.values()].reduce((sum, { answer }) => sum + (answer?.raw.length ?? 0), 0)
  const makeRoom = () => {
    for (const oldest of entries.keys()) {
      if (entries.size <= limit && bytes() <= maxBytes) break
      entries.delete(oldest)
    }
  }

  const start = (key: string, ask: () => Promise<Fetched<Kept>>): Entry => {
    // Until it has come it counts as fresh: whoever asks meanwhile waits for the same.
    const entry: Entry = { fetched: ask(), until: Number.POSITIVE_INFINITY, answer: undefined }
    entries.delete(key)
    entries.set(key, entry)
    makeRoom()
    entry.fetched.then(
      ({ answer, until }) => {
        entry.answer = answer
        entry.until = until?.getTime() ?? 0
        makeRoom()
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key)
      },
    )
    return entry
  }

  return {
    async get<Answer extends Kept>(key: string, now: Date, ask: () => Promise<Fetched<Answer>>) {
      const kept = entries.get(key)
      const entry = kept !== undefined && now.getTime() <= kept.until ? kept : start(key, ask)
      const { answer } = await entry.fetched
      // One key is only ever asked for by one kind of question.
      return answer as Answer
    },
    forget(answers) {
      for (const [key, { answer }] of entries) {
        if (answer !== undefined && answers.includes(answer)) entries.delete(key)
      }
    },
  }
}
