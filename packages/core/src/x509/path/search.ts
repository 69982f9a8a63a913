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
 * @returns the path that was accepted
 */
export async function searchPaths(
  search: Search,
  chain: readonly Certificate[],
  last: Certificate,
): Promise<Path | undefined> {
  const { pool, effort } = search
  const anchor = anchorOf(pool, last)
  const path = anchor === undefined ? undefined : { certificates: chain, anchor }
  if (path !== undefined && (await search.accepts(path))) return path
  if (chain.length >= effort.limits.maxLength) return undefined
  const found = await tryIssuers(search, chain, last, issuersOf(pool, last))
  if (found !== undefined || effort.spent) return found
  return tryIssuers(search, chain, last, issuersAlike(pool, last))
}

async function tryIssuers(
  search: Search,
  chain: readonly Certificate[],
  last: Certificate,
  issuers: readonly Certificate[],
): Promise<Path | undefined> {
  // To put many in order is work too.
  let steps = 1 + Math.floor(issuers.length / 100)
  for (const issuer of issuers) {
    if (!takeEffort(search.effort, { steps })) return undefined
    steps = 1
    if (chain.some((certificate) => isSameSubject(certificate, issuer))) continue
    const longer = [...chain, issuer]
    if (!search.admits(longer) || !(await search.links(last, issuer))) continue
    const found = await searchPaths(search, longer, issuer)
    if (found !== undefined) return found
  }
  return undefined
}

function isSameSubject(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.spki, b.spki) && sameName(a.subject, b.subject)
}
