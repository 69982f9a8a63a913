/** What a package may take. Numbers are bytes unless said otherwise. */
export interface ZipLimits {
  /** The archive itself. */
  readonly maxBytes: number
  /** Entries, directories included. */
  readonly maxEntries: number
  /** One entry, unpacked. */
  readonly maxEntryBytes: number
  /** All entries together, unpacked; where the archive is large, four times its own size if that is more. */
  readonly maxTotalBytes: number
  /**
   * Unpacked size over packed size, for entries of more than 1 MiB, and for all entries together beyond 8 MiB. Pages of
   * real documents stay below 60.
   */
  readonly maxRatio: number
}

const DEFAULT_ZIP_LIMITS: ZipLimits = {
  maxBytes: 1024 * 1024 * 1024,
  maxEntries: 20_000,
  maxEntryBytes: 128 * 1024 * 1024,
  maxTotalBytes: 256 * 1024 * 1024,
  maxRatio: 200,
}

/** Below this size a high ratio is no danger: a page of blanks packs very well. */
export const RATIO_FREE_BYTES = 1024 * 1024

/** The same for all entries together: a document has many short pages, but not so many. */
export const RATIO_FREE_TOTAL_BYTES = 8 * 1024 * 1024

/** What all entries may take together: who sends much may have much unpacked. */
export function limitsFor(size: number, options: Partial<ZipLimits>): ZipLimits {
  const limits = { ...DEFAULT_ZIP_LIMITS, ...options }
  return options.maxTotalBytes === undefined
    ? { ...limits, maxTotalBytes: Math.max(limits.maxTotalBytes, 4 * size) }
    : limits
}
