import type { Role } from '@xinyin/core/trust'

/** An authority of the hierarchy, and what it issues. */
export interface PlannedAuthority {
  readonly name: string
  /** What follows the name of the province in its own. */
  readonly title: string
  /** For what its certificate stands in the trust store. */
  readonly roles: readonly Role[]
  readonly profiles: readonly string[]
}

/** The root certifies the authorities, and each of them those of one kind: a signer of seals cannot make any. */
export const ROOT: PlannedAuthority = { name: 'root', title: '电子认证根', roles: [], profiles: [] }

export const AUTHORITIES: readonly PlannedAuthority[] = [
  { name: 'seal-makers', title: '印章制作认证', roles: ['seal-maker'], profiles: ['seal-maker'] },
  {
    name: 'signers',
    title: '机构签章认证',
    roles: ['seal-signer', 'document-signer'],
    profiles: ['seal-signer', 'document-signer', 'document-recipient'],
  },
  {
    name: 'licence-issuers',
    title: '电子证照认证',
    roles: ['licence-issuer', 'status-issuer'],
    profiles: ['licence-issuer', 'status-issuer'],
  },
  {
    name: 'services',
    title: '可信服务认证',
    roles: ['time-stamper', 'tls-server'],
    profiles: ['time-stamper', 'tls-server', 'trust-list-signer'],
  },
]

/** Who is there from the beginning. */
export const HOLDERS: readonly { readonly profile: string; readonly title: string }[] = [
  { profile: 'seal-maker', title: '电子印章中心' },
  { profile: 'seal-signer', title: '电子证照专用章' },
  { profile: 'document-signer', title: '文件签名' },
  { profile: 'document-recipient', title: '文件加密' },
  { profile: 'licence-issuer', title: '电子证照颁发' },
  { profile: 'status-issuer', title: '证照状态发布' },
  { profile: 'time-stamper', title: '时间戳服务' },
  { profile: 'trust-list-signer', title: '信任列表发布' },
]

/** What `xinyin ca issue` takes for `--profile`. */
export const ISSUED_PROFILES: readonly string[] = AUTHORITIES.flatMap(({ profiles }) => profiles)

/** The authority that issues by a profile. */
export function authorityFor(profile: string): PlannedAuthority {
  return AUTHORITIES.find(({ profiles }) => profiles.includes(profile)) ?? ROOT
}

/** Reasons as RFC 5280, 5.3.1 names them. */
export const REASONS = [
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
] as const
