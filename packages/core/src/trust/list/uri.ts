import { ROLES, type Role } from '../anchor.ts'
import type { ServiceStatus } from './list.ts'

/** `LoTEVersionIdentifier` of the only version there is (ETSI TS 119 602 v1.1.1 [?]). */
export const LIST_VERSION = 1

/** The types of list of this profile. The standard's own types are about European wallets. */
export const LIST_TYPE = 'urn:xinyin:trust-list'

/** The media type in the header, so that no other signed object can pass for a list (RFC 8725, 3.11). */
export const LIST_MEDIA_TYPE = 'trust-list+jws'

const SERVICE_TYPE = 'urn:xinyin:service:'

/** Roles that an entry can give. Who signs lists is said by the list above, who is a web server by nobody here. */
const LISTED: readonly Role[] = /* @__PURE__ */ ROLES.filter(
  (role) => role !== 'trust-list-signer' && role !== 'tls-server',
)

export const isListedRole = (role: Role): boolean => LISTED.includes(role)

export const serviceType = (role: Role): string => `${SERVICE_TYPE}${role}`

export const roleOf = (uri: string): Role | undefined => ROLES.find((role) => serviceType(role) === uri)

/** The first two are those of ETSI TS 119 612, 5.5.4; it has none for a key that is no longer its owner's alone. */
const STATUS_URI: Readonly<Record<ServiceStatus, string>> = {
  granted: 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted',
  withdrawn: 'http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/withdrawn',
  revoked: 'urn:xinyin:status:revoked',
}

const STATUSES: readonly ServiceStatus[] = ['granted', 'withdrawn', 'revoked']

export const statusUri = (status: ServiceStatus): string => STATUS_URI[status]

export const statusOf = (uri: string): ServiceStatus | undefined =>
  STATUSES.find((status) => STATUS_URI[status] === uri)

/** Extensions of this profile, each with a name, `critical`, and a value. */
export const LIST_EXTENSION = {
  /** Of a service: the limits within which it acts. */
  scope: 'urn:xinyin:trust-list:scope',
  /** Of a list: certificates that may sign the next one. */
  nextSigners: 'urn:xinyin:trust-list:next-signers',
  /** Of a list: what the lists below it may allow. */
  publisherScope: 'urn:xinyin:trust-list:publisher-scope',
} as const

const TERRITORY = /^[A-Z]{2}(-\d{2}(\d{2}){0,2})?$/

export const isTerritory = (text: string): boolean => TERRITORY.test(text)

/** The prefix of the region codes in a territory: `33` of `CN-33`, and nothing of a whole country. */
export const regionPrefix = (territory: string): string => territory.slice(3)

/** Whether regions with this prefix are all in the territory. */
export const isWithin = (region: string, territory: string): boolean =>
  region.startsWith(regionPrefix(territory))
