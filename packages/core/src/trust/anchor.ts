import type { Certificate } from '../x509/certificate.ts'

/**
 * What a certificate may be trusted for. A certificate good for one role is worth nothing in another.
 *
 * - `seal-maker` 制章人: may make electronic seals
 * - `seal-signer` 签章人: may sign with a seal
 * - `licence-issuer` 证照颁发机构: may issue credentials
 * - `time-stamper` 时间戳服务: may make time stamps
 */
export type Role = 'seal-maker' | 'seal-signer' | 'licence-issuer' | 'time-stamper'

export const ROLES: readonly Role[] = ['seal-maker', 'seal-signer', 'licence-issuer', 'time-stamper']

/** A certificate that is trusted without further proof, for certain roles. */
export interface TrustAnchor {
  readonly certificate: Certificate
  readonly roles: readonly Role[]
}

/** Everything that a verdict may lean on. It is always an argument; there is no default. */
export interface Trust {
  readonly anchors: readonly TrustAnchor[]
  /** Certificates that may stand between a leaf and an anchor. They are trusted for nothing by themselves. */
  readonly intermediates: readonly Certificate[]
}
