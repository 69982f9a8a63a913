import { equalBytes } from '../../bytes/sequence.ts'
import type { Certificate } from '../certificate.ts'
import { sameName } from '../name-match.ts'
import { type Effort, takeEffort } from './effort.ts'
import type { Path } from './path.ts'
import type { Pool } from './pool.ts'

/** What a search asks about the path that it is building. */
export interface Guide {
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
 * @returns whether a path was accepted
 */
export async function searchPaths(
  leaf: Certificate,
  pool: Pool,
  guide: Guide,
  effort: Effort,
): Promise<boolean> {
  const extend = async (chain: readonly Certificate[], last: Certificate): Promise<boolean> => {
    const anchor = pool.anchorOf(last)
    if (anchor !== undefined && (await guide.accepts({ certificates: chain, anchor }))) return true
    if (chain.length >= effort.limits.maxLength) return false
    for (const issuer of pool.issuersOf(last)) {
      if (!takeEffort(effort, { steps: 1 })) return false
      if (chain.some((certificate) => isSameSubject(certificate, issuer))) continue
      const longer = [...chain, issuer]
      if (!guide.admits(longer) || !(await guide.links(last, issuer))) continue
      if (await extend(longer, issuer)) return true
    }
    return false
  }
  return extend([leaf], leaf)
}

function isSameSubject(a: Certificate, b: Certificate): boolean {
  return a === b || (equalBytes(a.spki, b.spki) && sameName(a.subject, b.subject))
}
