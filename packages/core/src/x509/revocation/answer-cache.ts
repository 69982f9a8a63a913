/** What was got, and until when it need not be got again. */
export interface Fetched<Answer> {
  readonly answer: Answer
  readonly until: Date | undefined
}

/** Keeps answers by where they come from until they are renewed there. */
export interface AnswerCache {
  /** The answer that is kept, one that is under way, or a new one. */
  get<Answer extends object>(key: string, now: Date, ask: () => Promise<Fetched<Answer>>): Promise<Answer>
  forget(answers: readonly object[]): void
}

interface Entry {
  readonly fetched: Promise<Fetched<object>>
  until: number
  answer: object | undefined
}

/** @param limit - answers that are kept, the newest ones */
export function createAnswerCache(limit: number): AnswerCache {
  const entries = new Map<string, Entry>()

  const start = (key: string, ask: () => Promise<Fetched<object>>): Entry => {
    // Until it has come it counts as fresh: whoever asks meanwhile waits for the same.
    const entry: Entry = { fetched: ask(), until: Number.POSITIVE_INFINITY, answer: undefined }
    entries.delete(key)
    entries.set(key, entry)
    for (const oldest of entries.keys()) {
      if (entries.size <= limit) break
      entries.delete(oldest)
    }
    entry.fetched.then(
      ({ answer, until }) => {
        entry.answer = answer
        entry.until = until?.getTime() ?? 0
      },
      () => {
        if (entries.get(key) === entry) entries.delete(key)
      },
    )
    return entry
  }

  return {
    async get<Answer extends object>(key: string, now: Date, ask: () => Promise<Fetched<Answer>>) {
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
