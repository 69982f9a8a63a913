import { encodeHex } from '../../../bytes/hex.ts'
import { type Check, failed, passed } from '../../../report.ts'
import type { ServicePeriod, TrustedService, TrustList } from '../list.ts'
import { digestOf } from '../memory.ts'
import { isListedRole } from '../uri.ts'

const ID = 'trust-list.entries'

/**
 * Nothing is said twice: a certificate has one entry for a role, a territory one publisher. And the statuses of an entry
 * follow one another in time, with nothing after a revocation.
 */
export async function checkEntries(list: TrustList): Promise<Check> {
  const found = lookForTwice(list)
  return 'raw' in found ? failedTwice(found.role, await digestOf(found.raw)) : found
}

/** A certificate that has two entries for one role. */
interface Twice {
  readonly role: string
  readonly raw: Uint8Array
}

/** The check, but for what is said of a certificate that is listed twice: the digest that names it may come later. */
export function lookForTwice({ entities, publishers }: TrustList): Check | Twice {
  const seen = new Set<string>()
  const services = entities.flatMap((entity) => entity.services)
  for (const service of services) {
    const { name, role } = service
    if (!isListedRole(role)) return failed(ID, 'ERR_TRUST_LIST_ROLE', { service: name, role })
    for (const { raw } of service.certificates) {
      const entry = `${role} ${encodeHex(raw)}`
      if (seen.has(entry)) return { role, raw }
      seen.add(entry)
    }
    if (!isInOrder(service)) return failed(ID, 'ERR_TRUST_LIST_HISTORY', { service: name })
  }
  const territories = publishers.map(({ territory }) => territory)
  const twice = territories.find((territory, i) => territories.indexOf(territory) !== i)
  if (twice !== undefined) return failed(ID, 'ERR_TRUST_LIST_TWICE', { territory: twice })
  return passed(ID, { entities: entities.length, services: services.length })
}

export const failedTwice = (role: string, certificate: string): Check =>
  failed(ID, 'ERR_TRUST_LIST_DUPLICATE', { certificate, role })

function isInOrder(service: TrustedService): boolean {
  const { history } = service
  const isWhole = ({ since, until }: ServicePeriod) => until === undefined || until >= since
  return (
    [service, ...history].every(isWhole) &&
    history.every(({ status, since }, i) => status !== 'revoked' && since < (history[i - 1] ?? service).since)
  )
}
