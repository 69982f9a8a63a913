/** What asking the network may take. */
export interface RetrievalLimits {
  /** Addresses that are asked about one certificate, of each kind. Default: 4. */
  readonly maxUrls: number
  /** Default: 64 MiB. */
  readonly maxCrlBytes: number
  /** Default: 256 KiB. */
  readonly maxOcspBytes: number
  /** For one answer, to its last octet. Default: 10,000. */
  readonly milliseconds: number
  /** Requests under way at one time. Default: 4. */
  readonly concurrency: number
  /** Answers that are kept until they are renewed. Default: 64. */
  readonly cached: number
  /** Octets of all answers that are kept. Default: 256 MiB. */
  readonly cachedBytes: number
}

export const DEFAULT_RETRIEVAL_LIMITS: RetrievalLimits = {
  maxUrls: 4,
  maxCrlBytes: 64 * 1024 * 1024,
  maxOcspBytes: 256 * 1024,
  milliseconds: 10_000,
  concurrency: 4,
  cached: 64,
  cachedBytes: 256 * 1024 * 1024,
}
