/** What an object holds, when nothing is known of it yet. */
export type Members = Readonly<Record<string, unknown>>

/** The members that the parts of `LicenceData` may have. */
const MEMBERS = {
  LicenceData: [
    'name',
    'typeCode',
    'number',
    'identifier',
    'issuers',
    'issuedOn',
    'holders',
    'validFrom',
    'validUntil',
    'signing',
    'createdAt',
    'changedAt',
    'changeReason',
    'annotation',
    'status',
    'extensions',
  ],
  Issuer: ['name', 'code'],
  Holder: ['name', 'code', 'codeType'],
  Signing: ['signer', 'signedAt', 'sealName'],
  Annotation: ['madeAt', 'maker', 'purpose', 'validUntil'],
  StatusReference: ['uri', 'index'],
} as const

/** The members of a plain object; `undefined` for anything else. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined
}

/** Names that such an object must not have: what nobody reads may be what somebody relied on. */
export function unknownMembers(kind: keyof typeof MEMBERS, members: Members): string[] {
  const known: readonly string[] = MEMBERS[kind]
  return Object.keys(members).filter((name) => !known.includes(name))
}
