/** What a trust list may take. */
export interface TrustListLimits {
  /** Octets of the whole signed list; 16 MiB unless given. */
  readonly maxBytes: number
  /** 5,000 unless given. */
  readonly maxEntities: number
  /** 20,000 unless given. */
  readonly maxServices: number
  /** 5,000 unless given, each counted once however often it stands there. */
  readonly maxCertificates: number
  /** Octets of one certificate; 64 KiB unless given. */
  readonly maxCertificateBytes: number
}

export const DEFAULT_LIST_LIMITS: TrustListLimits = {
  maxBytes: 16 * 1024 * 1024,
  maxEntities: 5000,
  maxServices: 20_000,
  maxCertificates: 5000,
  maxCertificateBytes: 64 * 1024,
}
