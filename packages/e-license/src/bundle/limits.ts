/** What a bundle may take. */
export interface BundleLimits {
  /** Characters of the whole; 64 MiB unless given. */
  readonly maxBytes: number
  /** 64 unless given. */
  readonly maxTrustLists: number
  /** 1,000 unless given. */
  readonly maxStatusLists: number
  /** Revocation lists and OCSP answers; 10,000 unless given. */
  readonly maxRevocation: number
  /** Identifiers of newest versions; 500,000 unless given. */
  readonly maxIdentifiers: number
}

const DEFAULTS: BundleLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxTrustLists: 64,
  maxStatusLists: 1000,
  maxRevocation: 10_000,
  maxIdentifiers: 500_000,
}

/** @throws RangeError for a limit that is no number, which would be no limit at all */
export function completeBundleLimits(given: Partial<BundleLimits> = {}): BundleLimits {
  for (const [name, limit] of Object.entries(given))
    if (typeof limit !== 'number' || !(limit >= 0)) throw new RangeError(`${name}: expected a number, from 0`)
  return { ...DEFAULTS, ...given }
}
