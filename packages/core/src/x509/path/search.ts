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

/** A path as far as it has been built, and who may have issued the certificate at its end. */
interface Step {
  /** From the leaf upwards. */
  readonly chain: readonly Certificate[]
  readonly last: Certificate
  issuers: readonly Certificate[]
  /** Which of them is tried next. */
  next: number
  /** Whether these are the ones whose names are alike only by the rules of comparison. */
  areAlike: boolean
}

/**
 * Goes from a leaf towards the anchors, depth first, back where a path does not hold for any reason, and on to the next
 * (RFC 4158, 2.4.2).
 *
 * A loop cannot arise: no certificate, and no other one of the same name and key, occurs twice in a path (RFC 4158,
 * 5.2). The search ends when what it may take is taken, and says so in `effort.spent`: a pool of cross-certificates
 * could otherwise keep it busy without end.
 *
 * @returns the path that was accepted
 */
export async function searchPaths(search: Search, leaf: Certificate): Promise<Path | undefined> {
  const { pool, effort } = search
  const steps: Step[] = []
  let chain: readonly Certificate[] = [leaf]
  let last = leaf
  for (;;) {
    const anchor = anchorOf(pool, last)
    const path = anchor === undefined ? undefined : { certificates: chain, anchor }
    // An answer that is there takes no turn of the event loop, here and below.
    const accepts = path !== undefined && search.accepts(path)
    if (typeof accepts === 'boolean' ? accepts : await accepts) return path
    if (chain.length < effort.limits.maxLength)
      steps.push({ chain, last, issuers: issuersOf(pool, last), next: 0, areAlike: false })
    for (let longer: readonly Certificate[] | undefined; ; ) {
      const step = steps.at(-1)
      if (step === undefined) return undefined
      longer = nextChain(search, step)
      if (effort.spent) return undefined
      const issuer = longer?.at(-1)
      if (longer === undefined || issuer === undefined) {
        steps.pop()
        continue
      }
      const links = search.links(step.last, issuer)
      if (typeof links === 'boolean' ? links : await links) {
        chain = longer
        last = issuer
        break
      }
    }
  }
}

/** The chain with the next issuer that can be its next, as long as there is one and the effort lasts. */
function nextChain(search: Search, step: Step): readonly Certificate[] | undefined {
  const { pool, effort } = search
  const { chain, last } = step
  for (;;) {
    const issuer = step.issuers[step.next]
    if (issuer === undefined) {
      if (step.areAlike) return undefined
      step.areAlike = true
      step.next = 0
      step.issuers = issuersAlike(pool, last)
      continue
    }
    // To put many in order is work too.
    const steps = step.next === 0 ? 1 + Math.floor(step.issuers.length / 100) : 1
    if (!takeEffort(effort, { steps })) return undefined
    step.next++
    if (chain.some((certificate) => isSameSubject(certificate, issuer))) continue
    const longer = [...chain, issuer]
    if (search.admits(longer, step.issuers.length > 1)) return longer
  }
}

function isSameSubject(a: Certificate, b: Certificate): boolean {
  return equalBytes(a.spki, b.spki) && sameName(a.subject, b.subject)
}
