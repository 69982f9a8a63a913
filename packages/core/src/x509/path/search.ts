import { equalBytes } from '../../bytes/sequence.ts'
import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import { type Effort, takeEffort } from './effort.ts'
import type { Path } from './path.ts'
import { anchorOf, distanceToAnchor, issuersAlike, issuersOf, type Pool } from './pool.ts'

/** A search, and what it asks about the path that it is building. */
export interface Search {
  readonly pool: Pool
  readonly effort: Effort
  /**
   * Whether a path that goes on in this way is worth going on with. It costs next to nothing.
   *
   * @param isChoice - whether there are others that may come in its place
   */
  admits(certificates: readonly Certificate[], isChoice: boolean): boolean
  /** Whether the issuer issued the certificate. It may cost a signature, and answers no when none is to be had. */
  links(certificate: Certificate, issuer: Certificate): boolean | Promise<boolean>
  /** Looks at a path that reaches an anchor. @returns whether the search may end with it */
  accepts(path: Path): boolean | Promise<boolean>
}

/** A path as far as it has been built, and one who may have issued the certificate at its end. */
interface Candidate {
  /** From the leaf upwards; the last one is signed by the one before only as far as names say. */
  readonly chain: readonly Certificate[]
  readonly isChoice: boolean
}

/**
 * Goes from a leaf towards the anchors, the way that can be the shortest first (RFC 4158, 2.4.2 and 3.4), so that among
 * authorities that have certified each other a path of a few certificates is found before any long one is tried. Where a
 * path does not hold for any reason, the next is tried. Issuers whose names are alike only by the rules of comparison
 * come last.
 *
 * A loop cannot arise: no certificate, and no other one of the same name and key, occurs twice in a path (RFC 4158,
 * 5.2). The search ends when what it may take is taken, and says so in `effort.spent`: a pool of cross-certificates
 * could otherwise keep it busy without end.
 *
 * @returns the path that was accepted
 */
export async function searchPaths(search: Search, leaf: Certificate): Promise<Path | undefined> {
  const { pool, effort } = search
  const anchor = anchorOf(pool, leaf)
  const alone = anchor === undefined ? undefined : { certificates: [leaf], anchor }
  if (alone !== undefined && (await search.accepts(alone))) return alone

  const queue = createQueue()
  /** Chains that can yet go on to issuers whose names are only alike. */
  const waiting: (readonly Certificate[])[] = []
  if (!goOn(search, [leaf], queue, issuersOf)) return undefined
  waiting.push([leaf])
  for (;;) {
    const next = queue.take()
    if (next === undefined) {
      const chain = waiting.shift()
      if (chain === undefined || !goOn(search, chain, queue, issuersAlike)) return undefined
      continue
    }
    if (!takeEffort(effort, { steps: 1 })) return undefined
    const { chain, isChoice } = next
    const [below, issuer] = chain.slice(-2)
    if (below === undefined || issuer === undefined || !search.admits(chain, isChoice)) continue
    const links = await search.links(below, issuer)
    if (effort.spent) return undefined
    if (!links) continue
    const end = anchorOf(pool, issuer)
    const path = end === undefined ? undefined : { certificates: chain, anchor: end }
    if (path !== undefined && (await search.accepts(path))) return path
    if (!goOn(search, chain, queue, issuersOf)) return undefined
    waiting.push(chain)
  }
}

/** Puts every way to go on into the queue. @returns false where the effort is spent */
function goOn(
  { pool, effort }: Search,
  chain: readonly Certificate[],
  queue: Queue,
  look: typeof issuersOf,
): boolean {
  const last = chain.at(-1)
  if (last === undefined || chain.length >= effort.limits.maxLength) return true
  const issuers = look(pool, last)
  // To put many in order is work too.
  if (!takeEffort(effort, { steps: Math.floor(issuers.length / 100) })) return false
  const isChoice = issuers.length > 1
  for (const issuer of issuers) {
    if (chain.some((certificate) => isSameSubject(certificate, issuer))) continue
    // Where there is no choice, there is no order to find.
    const ahead = isChoice ? distanceToAnchor(pool, issuer) : 0
    queue.put({ chain: [...chain, issuer], isChoice }, chain.length + 1 + ahead)
  }
  return true
}

function isSameSubject(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.spki, b.spki) && sameName(a.subject, b.subject)
}

interface Queue {
  put(candidate: Candidate, length: number): void
  /** One of those with the least length; of these, the one that was put in first. */
  take(): Candidate | undefined
}

function createQueue(): Queue {
  const byLength: { readonly candidates: Candidate[]; next: number }[] = []
  return {
    put(candidate, length) {
      byLength[length] ??= { candidates: [], next: 0 }
      byLength[length].candidates.push(candidate)
    },
    take() {
      for (const row of byLength) {
        if (row !== undefined && row.next < row.candidates.length) return row.candidates[row.next++]
      }
      return undefined
    },
  }
}
