import { equalBytes } from '../bytes/sequence.ts'

/** Keeps what was last asked for, up to a number of entries. */
export interface Lru<Value> {
  /** The value kept under some octets, made now if there is none. What `make` throws is thrown on, and not kept. */
  get(octets: Uint8Array, make: () => Value): Value
  /** The value kept under some octets, if there is one. */
  find(octets: Uint8Array): Value | undefined
}

interface Entry<Value> {
  readonly octets: Uint8Array
  readonly value: Value
  /** Whether it was asked for since it was last passed over. */
  isUsed: boolean
}

/**
 * Longer ones are not kept: no key that is accepted, and no name in use, has as many octets, and what is kept must not grow
 * without bound.
 */
const MAX_OCTETS = 2048

/**
 * @param octetsOf - the octets that a value was made of, where it holds them itself: a value into which somebody wrote is
 *   then no longer found
 * @param stride - an entry of 64 octets or more is found by each so-many-th: of keys, which differ in all of them, each fourth
 *   does; of what may differ in one octet alone, each has to
 */
export function createLru<Value extends object>(
  limit: number,
  octetsOf?: (value: Value) => Uint8Array,
  stride = 4,
): Lru<Value> {
  // Of octets with one hash, which anybody can make, the last ones are kept.
  const entries = new Map<number, Entry<Value>>()
  const find = (octets: Uint8Array, hash = hashOf(octets, stride)) => {
    const kept = entries.get(hash)
    if (kept === undefined || !equalBytes(kept.octets, octets)) return undefined
    kept.isUsed = true
    return kept.value
  }
  return {
    find: (octets) => find(octets),
    get(octets, make) {
      const hash = hashOf(octets, stride)
      const kept = find(octets, hash)
      if (kept !== undefined) return kept
      const value = make()
      if (octets.length > MAX_OCTETS) return value
      entries.delete(hash)
      if (entries.size >= limit) dropUnused(entries)
      entries.set(hash, { octets: octetsOf?.(value) ?? new Uint8Array(octets), value, isUsed: false })
      return value
    },
  }
}

/**
 * Makes room for one. A Map iterates in the order of insertion: the first that was not asked for since goes, and those before
 * it are passed over once. To put an entry behind all others whenever it is asked for would take longer than to find it.
 */
function dropUnused<Value>(entries: Map<number, Entry<Value>>): void {
  for (const [hash, entry] of entries) {
    entries.delete(hash)
    if (!entry.isUsed) return
    entry.isUsed = false
    entries.set(hash, entry)
  }
}

/** A hash to find by, no digest: all octets are compared before anything is taken for the same. */
function hashOf(octets: Uint8Array, stride: number): number {
  const { length } = octets
  const step = length < 64 ? 1 : stride
  let hash = length
  for (let at = length % step; at < length; at += step) hash = (Math.imul(hash, 31) + (octets[at] ?? 0)) | 0
  return hash
}
