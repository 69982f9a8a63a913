/** What asking the network may take. */
export interface RetrievalLimits {
  readonly maxUrls: number
}
