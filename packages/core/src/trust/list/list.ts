import type { Certificate } from '../../x509/certificate.ts'
import type { Role } from '../anchor.ts'

/**
 * A list of trusted entities 信任列表, in the shape of ETSI TS 119 602: who may do what in a territory, and since when.
 *
 * `docs/decisions/trust-lists.md` says what of the standard is used, what is added, and what of it is unconfirmed.
 */
export interface TrustList {
  /** `CN` for the national list; `CN-` and the prefix of a region code (GB/T 2260) for another: `CN-33`, `CN-3301`. */
  readonly territory: string
  /** From 1 on, higher with each list. */
  readonly sequence: number
  /** Who publishes it: the organisation in the certificate that signs it. */
  readonly operator: string
  readonly name: string
  readonly issuedAt: Date
  /** When the next one is due at the latest. After that this one no longer tells. */
  readonly nextUpdate: Date
  readonly entities: readonly TrustedEntity[]
  /** Who publishes the lists below this one, as the national list says of the provinces'. */
  readonly publishers: readonly ListPublisher[]
  /** Certificates that may sign the next list beside the one that signed this one: a change of key, announced. */
  readonly nextSigners: readonly Certificate[]
}

/** A body, and the services that it offers. */
export interface TrustedEntity {
  readonly name: string
  /** In text, without the country: `杭州市解放东路 18 号`. */
  readonly address: string
  /** URI: `mailto:…`, `tel:…` or `https:…`. */
  readonly contact: string
  /** URI of a page about the body. */
  readonly information: string
  readonly services: readonly TrustedService[]
}

/**
 * - `granted`: may act, from then on
 * - `withdrawn`: may not act from then on; what it did before stands
 * - `revoked`: its key is not its own any more; nothing that was made with it stands, earlier things neither
 */
export type ServiceStatus = 'granted' | 'withdrawn' | 'revoked'

/** A status and what it covers, from a time until the next status. */
export interface ServicePeriod {
  readonly status: ServiceStatus
  readonly since: Date
  /** Until when it is granted, that second included. */
  readonly until?: Date
  /** Types of licences by their codes (GB/T 36904); of a `licence-issuer` always stated. */
  readonly licenceTypes?: readonly string[]
  /** Prefixes of region codes (GB/T 2260). A `licence-issuer` without any acts for the whole territory of the list. */
  readonly regions?: readonly string[]
  /** Sign-on issuers by their identifiers; of a `sign-on-issuer` always stated. */
  readonly issuers?: readonly string[]
}

/** What one key, or several, may be used for. */
export interface TrustedService extends ServicePeriod {
  readonly name: string
  readonly role: Role
  readonly certificates: readonly Certificate[]
  /** Earlier statuses, the latest first. */
  readonly history: readonly ServicePeriod[]
}

/** Who may publish the list of a territory below. */
export interface ListPublisher {
  readonly territory: string
  readonly operator: string
  /** URI at which the list is published. */
  readonly location: string
  /** Certificates that sign it, or that issue those that do. */
  readonly signers: readonly Certificate[]
  /** Types of licences that the list may let anybody issue; every type unless given. */
  readonly licenceTypes?: readonly string[]
}
