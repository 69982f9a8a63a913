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
   * Unpacked size over packed size, for entries of more than 5 MiB, and for all entries together beyond 16 MiB. Pages of
   * real documents stay below 60; of smaller entries, pictures without anything on them go beyond it.
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

/**
 * Below this size a high ratio is no danger: a sheet of A4 scanned blank, one bit a pixel at 600 dpi, has 4.4 MB and packs a
 * thousandfold.
 */
export const RATIO_FREE_BYTES = 5 * 1024 * 1024

/** Below this size a high ratio is nothing to be told of: a page of blanks packs very well. */
export const RATIO_PLAIN_BYTES = 1024 * 1024

/** The same for all entries together: a document has many short pages, but not so many. */
export const RATIO_FREE_TOTAL_BYTES = 16 * 1024 * 1024

/** What all entries may take together: who sends much may have much unpacked. */
export function limitsFor(size: number, options: Partial<ZipLimits>): ZipLimits {
  const limits = { ...DEFAULT_ZIP_LIMITS, ...options }
  return options.maxTotalBytes === undefined
    ? { ...limits, maxTotalBytes: Math.max(limits.maxTotalBytes, 4 * size) }
    : limits
}
