import { equalBytes } from '../../bytes/sequence.ts'
import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import { type Effort, takeEffort } from './effort.ts'
import type { Path } from './path.ts'
import { anchorOf, issuersAlike, issuersOf, type Pool } from './pool.ts'

/** A search, and what it asks about the path that it is building. */
export interface Search {
  readonly pool: Pool
  readonly effort: Effort
  /** Whether a path that goes on in this way can still hold. It costs next to nothing. */
  admits(certificates: readonly Certificate[]): boolean
  /** Whether the issuer issued the certificate. It may cost a signature, and answers no when none is to be had. */
  links(certificate: Certificate, issuer: Certificate): Promise<boolean>
  /** Looks at a path that reaches an anchor. @returns whether the search may end with it */
  accepts(path: Path): Promise<boolean>
}

/**
 * Goes from a leaf towards the anchors, depth first, back where a path does not hold for any reason, and on to the next
 * (RFC 4158, 2.4.2).
 *
 * A loop cannot arise: no certificate, and no other one of the same name and key, occurs twice in a path (RFC 4158,
 * 5.2). The search ends when what it may take is taken, and says so in `effort.spent`: a pool of cross-certificates
 * could otherwise keep it busy without end.
 *
 * @param chain - from the leaf upwards, as far as it has been built
 * @param last - the certificate at its end
 * @returns whether a path was accepted
 */
export async function searchPaths(
  search: Search,
  chain: readonly Certificate[],
  last: Certificate,
): Promise<boolean> {
  const { pool, effort } = search
  const anchor = anchorOf(pool, last)
  if (anchor !== undefined && (await search.accepts({ certificates: chain, anchor }))) return true
  if (chain.length >= effort.limits.maxLength) return false
  if (await tryIssuers(search, chain, last, issuersOf(pool, last))) return true
  return !effort.spent && tryIssuers(search, chain, last, issuersAlike(pool, last))
}

async function tryIssuers(
  search: Search,
  chain: readonly Certificate[],
  last: Certificate,
  issuers: readonly Certificate[],
): Promise<boolean> {
  // To sort many is work too.
  if (!takeEffort(search.effort, { steps: Math.floor(issuers.length / 100) })) return false
  for (const issuer of issuers) {
    if (!takeEffort(search.effort, { steps: 1 })) return false
    if (isOnPath(chain, issuer)) continue
    const longer = [...chain, issuer]
    if (!search.admits(longer) || !(await search.links(last, issuer))) continue
    if (await searchPaths(search, longer, issuer)) return true
  }
  return false
}

function isOnPath(chain: readonly Certificate[], certificate: Certificate): boolean {
  for (const { spki, subject } of chain) {
    if (equalBytes(spki, certificate.spki) && sameName(subject, certificate.subject)) return true
  }
  return false
}
