/** What a file of evidence may take. */
export interface EvidenceLimits {
  /** Octets of the file. Default: 64 MiB. */
  readonly maxBytes: number
  /** Signature values with time stamps. Default: 1,000. */
  readonly maxSignatures: number
  /** Time stamps over one signature value. Default: 8. */
  readonly maxTimeStamps: number
  /** Certificates, lists and answers, of each kind. Default: 500. */
  readonly maxPieces: number
  /** Stamps over pieces of evidence. Default: 16. */
  readonly maxArchives: number
}

export const EVIDENCE_LIMITS: EvidenceLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxSignatures: 1000,
  maxTimeStamps: 8,
  maxPieces: 500,
  maxArchives: 16,
}

/** Everything that one stamp can be over: all pieces, every token and signature value. */
export const maxStamped = (limits: EvidenceLimits): number =>
  3 * limits.maxPieces + limits.maxSignatures * (limits.maxTimeStamps + 2) + limits.maxArchives
