import { encodeHex } from '../../bytes/hex.ts'
import { digest } from '../../crypto/digest.ts'
import type { Role } from '../anchor.ts'
import type { ServicePeriod, TrustedService, TrustList } from './list.ts'

/** One certificate in one role, as two lists are compared by. */
export interface TrustListEntry {
  readonly role: Role
  /** SHA-256 of the certificate, in lower-case hexadecimal. */
  readonly certificate: string
  readonly subject: string
  readonly entity: string
  /** The service, as it stands in its list; of a publisher, absent. */
  readonly service?: TrustedService
}

/** What a later list changes of an earlier one. */
export interface TrustListDifference {
  readonly added: readonly TrustListEntry[]
  readonly removed: readonly TrustListEntry[]
  readonly changed: readonly TrustListChange[]
}

export interface TrustListChange {
  readonly before: TrustListEntry
  readonly after: TrustListEntry
  /** What is not the same: `status`, `since`, `until`, `licenceTypes`, `regions`, `issuers`, `history`, `entity`, `name`. */
  readonly members: readonly string[]
}

/** What `after` adds, removes and changes. Order means nothing; publishers are entries of the role `trust-list-signer`. */
export function diffTrustLists(before: TrustList, after: TrustList): TrustListDifference {
  const earlier = entriesOf(before)
  const later = entriesOf(after)
  const changed = [...later].flatMap(([key, entry]): TrustListChange[] => {
    const old = earlier.get(key)
    const members = old === undefined ? [] : changedMembers(old, entry)
    return old === undefined || members.length === 0 ? [] : [{ before: old, after: entry, members }]
  })
  return {
    added: [...later].filter(([key]) => !earlier.has(key)).map(([, entry]) => entry),
    removed: [...earlier].filter(([key]) => !later.has(key)).map(([, entry]) => entry),
    changed,
  }
}

const digestOf = (bytes: Uint8Array): string => encodeHex(digest('SHA-256', bytes))

function entriesOf({ entities, publishers }: TrustList): Map<string, TrustListEntry> {
  const listed = entities.flatMap(({ name: entity, services }) =>
    services.flatMap((service) =>
      service.certificates.map(({ raw, subject }): TrustListEntry => {
        const certificate = digestOf(raw)
        return { role: service.role, certificate, subject: subject.text, entity, service }
      }),
    ),
  )
  const named = publishers.flatMap(({ operator, territory, signers }) =>
    signers.map(({ raw, subject }): TrustListEntry => {
      const entity = `${territory} ${operator}`
      return { role: 'trust-list-signer', certificate: digestOf(raw), subject: subject.text, entity }
    }),
  )
  return new Map([...listed, ...named].map((entry) => [`${entry.role} ${entry.certificate}`, entry]))
}

function changedMembers(before: TrustListEntry, after: TrustListEntry): string[] {
  const old = comparable(before)
  const members = comparable(after)
  return Object.keys(members).filter((member) => members[member] !== old[member])
}

/** Each member as a text that is the same when it says the same. */
function comparable({ entity, service }: TrustListEntry): Record<string, string> {
  if (service === undefined) return { entity }
  const { name, history } = service
  return { entity, name, ...periodMembers(service), history: JSON.stringify(history.map(periodMembers)) }
}

function periodMembers({ status, since, until, licenceTypes, regions, issuers }: ServicePeriod) {
  const listed = (items: readonly string[] | undefined) => items?.toSorted().join(' ') ?? ''
  return {
    status,
    since: since.toISOString(),
    until: until?.toISOString() ?? '',
    licenceTypes: listed(licenceTypes),
    regions: listed(regions),
    issuers: listed(issuers),
  }
}
