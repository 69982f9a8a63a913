import type { KeyKind } from '../crypto/key.ts'
import type { KeyUsage } from '../x509/certificate.ts'
import { PURPOSE } from '../x509/oid.ts'
import type { AlternativeNames } from './extensions.ts'
import type { Subject } from './subject.ts'

/** What certificates of one kind are like: what an authority grants, whatever is asked of it. */
export interface CertificateProfile {
  /** Said in reports: `seal-maker`. */
  readonly name: string
  /** Whether it is itself an authority. */
  readonly authority: boolean
  readonly keyUsage: readonly KeyUsage[]
  /** OIDs of the purposes, none for certificates that name none. */
  readonly extendedKeyUsage: readonly string[]
  /** Whether nobody needs to ask for its own state (RFC 6960, 4.2.2.2.1). */
  readonly ocspNoCheck: boolean
  readonly keys: readonly KeyKind[]
  readonly minimumRsaBits: number
  /** Attributes that the subject must have, and those that it may have besides. */
  readonly requiredSubject: readonly (keyof Subject)[]
  readonly allowedSubject: readonly (keyof Subject)[]
  readonly alternativeNames: readonly (keyof AlternativeNames)[]
  /** Whether there must be one. */
  readonly requiresAlternativeName: boolean
  readonly maxDays: number
}

export type ProfileName =
  | 'seal-maker'
  | 'seal-signer'
  | 'document-signer'
  | 'licence-issuer'
  | 'status-issuer'
  | 'time-stamper'
  | 'ocsp-responder'
  | 'tls-server'
  | 'sub-authority'

const ORGANISATION = ['country', 'organization', 'commonName'] as const
const PLACE = ['state', 'locality', 'organizationalUnit', 'organizationIdentifier'] as const
const SIGNATURE = ['digitalSignature', 'nonRepudiation'] as const
/** Of offices, companies and people. */
const SIGNER = {
  keyUsage: SIGNATURE,
  requiredSubject: ['country', 'commonName'],
  allowedSubject: [...PLACE, 'organization', 'serialNumber'],
  maxDays: 1827,
} as const satisfies Partial<CertificateProfile>

/** Keys of 128 bits of strength and more; Edwards keys are left out, for few who rely on certificates read them. */
const BASE = {
  authority: false,
  keyUsage: ['digitalSignature'],
  extendedKeyUsage: [],
  ocspNoCheck: false,
  keys: ['SM2', 'P-256', 'P-384', 'P-521', 'RSA'],
  minimumRsaBits: 3072,
  requiredSubject: ORGANISATION,
  allowedSubject: PLACE,
  alternativeNames: [],
  requiresAlternativeName: false,
} as const satisfies Partial<CertificateProfile>

/**
 * The profiles of a province's certificates. One of its own is made of one of these:
 * `{ ...PROFILES['seal-signer'], maxDays: 365 }`.
 *
 * Seals, licences and their states have no purpose that is registered, so that these certificates name none. A
 * time-stamper names its purpose alone, critical (RFC 3161, 2.3).
 */
export const PROFILES: Readonly<Record<ProfileName, CertificateProfile>> = {
  'seal-maker': { ...BASE, name: 'seal-maker', keyUsage: SIGNATURE, maxDays: 3653 },
  'seal-signer': { ...BASE, ...SIGNER, name: 'seal-signer' },
  'document-signer': { ...BASE, ...SIGNER, name: 'document-signer' },
  'licence-issuer': {
    ...BASE,
    name: 'licence-issuer',
    keyUsage: SIGNATURE,
    alternativeNames: ['dns', 'uri'],
    maxDays: 1827,
  },
  'status-issuer': { ...BASE, name: 'status-issuer', alternativeNames: ['dns', 'uri'], maxDays: 1827 },
  'time-stamper': {
    ...BASE,
    name: 'time-stamper',
    keyUsage: SIGNATURE,
    extendedKeyUsage: [PURPOSE.timeStamping],
    maxDays: 3653,
  },
  'ocsp-responder': {
    ...BASE,
    name: 'ocsp-responder',
    extendedKeyUsage: [PURPOSE.ocspSigning],
    // Its state would be asked of itself: it is short-lived instead.
    ocspNoCheck: true,
    maxDays: 92,
  },
  'tls-server': {
    ...BASE,
    name: 'tls-server',
    extendedKeyUsage: [PURPOSE.serverAuth],
    requiredSubject: ['commonName'],
    allowedSubject: [...PLACE, 'country', 'organization'],
    alternativeNames: ['dns', 'ip'],
    requiresAlternativeName: true,
    maxDays: 398,
  },
  'sub-authority': {
    ...BASE,
    name: 'sub-authority',
    authority: true,
    keyUsage: ['keyCertSign', 'cRLSign'],
    maxDays: 7305,
  },
}

/** The profile of a name, or the one that is given. */
export function toProfile(profile: ProfileName | CertificateProfile): CertificateProfile {
  if (typeof profile !== 'string') return profile
  if (Object.hasOwn(PROFILES, profile)) return PROFILES[profile]
  throw new TypeError(`profile: expected one of ${Object.keys(PROFILES).join(', ')}`)
}
