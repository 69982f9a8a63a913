/** What an object holds, when nothing is known of it yet. */
export type Members = Readonly<Record<string, unknown>>

/** The members that the parts of `LicenceData` may have. */
const MEMBERS = {
  LicenceData: new Set([
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
  ]),
  Issuer: new Set(['name', 'code']),
  Holder: new Set(['name', 'code', 'codeType']),
  Signing: new Set(['signer', 'signedAt', 'sealName']),
  Annotation: new Set(['madeAt', 'maker', 'purpose', 'validUntil']),
  StatusReference: new Set(['uri', 'index']),
} as const

/** The members of a plain object; `undefined` for anything else. */
export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : undefined
}

/** Names that such an object must not have: what nobody reads may be what somebody relied on. */
export function unknownMembers(kind: keyof typeof MEMBERS, members: Members): readonly string[] {
  const known: ReadonlySet<string> = MEMBERS[kind]
  let unknown: string[] | undefined
  // What it has by way of its prototype is read like what it has itself.
  for (const name in members)
    if (!known.has(name)) {
      unknown ??= []
      unknown.push(name)
    }
  return unknown ?? NONE
}

const NONE: readonly string[] = []
