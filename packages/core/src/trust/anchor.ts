import type { Clock } from '../ports.ts'
import type { Certificate } from '../x509/certificate.ts'
import type { RevocationChecker } from '../x509/path/revocation.ts'
import type { RevocationMaterial } from '../x509/revocation/material.ts'
import type { Grant } from './grant.ts'

/**
 * What a certificate may be trusted for. A certificate good for one role is worth nothing in another.
 *
 * - `seal-maker` 制章人: may make electronic seals
 * - `seal-signer` 签章人: may sign with a seal
 * - `licence-issuer` 证照颁发机构: may issue credentials
 * - `status-issuer` 状态发布方: may say whether licences and seals still hold
 * - `time-stamper` 时间戳服务: may make time stamps
 * - `document-signer` 文件签名人: may sign data and messages without a seal
 * - `sign-on-issuer` 统一认证服务: may sign the tokens of a sign-on
 * - `trust-list-signer` 信任列表发布方: may sign the list that says all of this
 * - `tls-server` 网站: may be a server of the name that was asked for
 */
export type Role =
  | 'seal-maker'
  | 'seal-signer'
  | 'licence-issuer'
  | 'status-issuer'
  | 'time-stamper'
  | 'document-signer'
  | 'sign-on-issuer'
  | 'trust-list-signer'
  | 'tls-server'

export const ROLES: readonly Role[] = [
  'seal-maker',
  'seal-signer',
  'licence-issuer',
  'status-issuer',
  'time-stamper',
  'document-signer',
  'sign-on-issuer',
  'trust-list-signer',
  'tls-server',
]

/** A certificate that is trusted without further proof, for certain roles. */
export interface TrustAnchor {
  readonly certificate: Certificate
  readonly roles: readonly Role[]
  /**
   * Within what it may act in a role. Without any for a role, that role is not limited; with some, one of them must
   * allow what is asked.
   */
  readonly grants?: readonly Grant[]
}

/** Everything that a verdict may lean on. It is always an argument; there is no default. */
export interface Trust {
  readonly anchors: readonly TrustAnchor[]
  /** Certificates that may stand between a leaf and an anchor. They are trusted for nothing by themselves. */
  readonly intermediates: readonly Certificate[]
  /** Revocation lists and OCSP answers at hand, for machines without a network. Each is verified before it counts. */
  readonly revocation?: RevocationMaterial
  /** Who finds out about revocation wherever this trust is leant on, unless a call brings another checker. */
  readonly revocationChecker?: RevocationChecker
  /**
   * Tells whether the lists from which grants come are still in force, which is a matter of when it is asked and not of the
   * time asked about; the machine's clock unless given.
   */
  readonly clock?: Clock
}
