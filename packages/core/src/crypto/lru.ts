/** Keeps what was last asked for, up to a number of entries. */
export interface Lru<Value> {
  /** The value kept under a key, made now if there is none. */
  get(key: string, make: () => Value): Value
}

export function createLru<Value extends object>(limit: number): Lru<Value> {
  // A Map iterates in the order of insertion: its first key is the one unused for longest.
  const entries = new Map<string, Value>()
  return {
    get(key, make) {
      const kept = entries.get(key)
      if (kept !== undefined) {
        entries.delete(key)
        entries.set(key, kept)
        return kept
      }
      const value = make()
      if (entries.size >= limit) {
        for (const oldest of entries.keys()) {
          entries.delete(oldest)
          break
        }
      }
      entries.set(key, value)
      return value
    },
  }
}

/** Octets as a key: a text of as many characters. Keys and points are short enough to be taken in one call. */
export function lruKey(octets: Uint8Array): string {
  return String.fromCharCode.apply(null, octets as unknown as number[])
}
