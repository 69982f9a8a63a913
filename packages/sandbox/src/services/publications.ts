import type { PrivateKey, Role } from '@xinyin/core'
import { type CertificateState, createCrl, type Issuer } from '@xinyin/core/ca'
import { createTrustList, signTrustList } from '@xinyin/core/trust'

const DAY = 24 * 60 * 60 * 1000
// Made up, for examples.
const LICENCE_TYPE = '11100000000013338W009'

/** What no entry of such a list makes anybody. */
const unlisted: ReadonlySet<Role> = new Set<Role>(['tls-server', 'sign-on-issuer', 'trust-list-signer'])

/** A new list with each question: there is no cheaper way to be up to date, and few ask. */
export function currentCrl(issuer: Issuer, records: ReadonlyMap<string, CertificateState>, now: Date) {
  const revoked = [...records].flatMap(([serialNumber, record]) => {
    if (record.state !== 'revoked') return []
    const { revokedAt, reason } = record
    return [{ serialNumber, revokedAt, ...(reason === undefined ? {} : { reason }) }]
  })
  return createCrl({
    issuer,
    thisUpdate: now,
    nextUpdate: new Date(now.getTime() + DAY),
    number: now.getTime(),
    revoked,
  })
}

/** What a trust list says of an authority. */
export interface ListedAuthority {
  readonly name: string
  readonly territory: string
  readonly roles: readonly Role[]
  readonly root: Issuer
  readonly publisher: Issuer & { readonly key: PrivateKey }
  readonly now: Date
}

/** A trust list of now, signed: the authority is trusted for its roles. */
export function currentList({
  name,
  territory,
  roles,
  root,
  publisher,
  now,
}: ListedAuthority): Promise<string> {
  const services = roles
    .filter((role) => !unlisted.has(role))
    .map((role) => ({
      name: `${name} ${role}`,
      role,
      certificates: [root.certificate],
      status: 'granted' as const,
      since: root.certificate.notBefore,
      history: [],
      ...(role === 'licence-issuer' ? { licenceTypes: [LICENCE_TYPE] } : {}),
    }))
  const entity = {
    name,
    address: `${name}示例路 1 号`,
    contact: 'mailto:ca@example.invalid',
    information: 'https://ca.example.invalid/',
    services,
  }
  const list = createTrustList({
    territory,
    // Seconds: a later list has a higher number.
    sequence: Math.floor(now.getTime() / 1000),
    operator: name,
    name: `${name}信任列表`,
    issuedAt: now,
    nextUpdate: new Date(now.getTime() + DAY),
    entities: services.length === 0 ? [] : [entity],
  })
  return signTrustList(list, { key: publisher.key, certificates: [publisher.certificate] })
}
