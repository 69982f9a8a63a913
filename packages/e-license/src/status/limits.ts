/** What a status list may take. */
export interface StatusListLimits {
  /** Octets of a signed list as it arrives; 20 MiB unless given. */
  readonly maxTokenBytes: number
  /** Octets of a list out of its compression; 10 MiB unless given, which are ten million places of eight bits. */
  readonly maxListBytes: number
}

const DEFAULTS: StatusListLimits = { maxTokenBytes: 20 * 1024 * 1024, maxListBytes: 10 * 1024 * 1024 }

/** @throws RangeError for a limit that is no number, which would be no limit at all */
export function completeStatusListLimits(given: Partial<StatusListLimits> = {}): StatusListLimits {
  for (const [name, limit] of Object.entries(given))
    if (typeof limit !== 'number' || !(limit >= 0)) throw new RangeError(`${name}: expected a number, from 0`)
  return { ...DEFAULTS, ...given }
}
