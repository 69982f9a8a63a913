/** Keeps text by a key, over restarts. What it holds of trust lists is what protects from older ones. */
export interface TrustListStore {
  /** @param key - letters, digits and `-` */
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
}

/** Keeps it as long as the process runs: for tests, and where each start may begin anew. */
export function memoryTrustListStore(): TrustListStore {
  const kept = new Map<string, string>()
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => {
      kept.set(key, value)
    },
  }
}
