import type { Certificate, Clock, Fetch, RevocationChecker, Trust } from '@xinyin/core'
import {
  createRevocationChecker,
  type RevocationMaterial,
  type RevocationPolicy,
} from '@xinyin/core/revocation'
import { joinMaterial, materialAbout } from './material.ts'
import { recordFetch } from './recording.ts'

/** From where lists and answers are got. */
export interface SourceOptions extends Pick<RevocationPolicy, 'prefer' | 'retrieval'> {
  /** Anchors of every role that the signatures need, with the lists and answers at hand. */
  readonly trust: Trust
  /** Asks where certificates say that lists and answers are: a guarded one. Without it, what the trust holds is taken. */
  readonly fetch?: Fetch
  /** What time it is; the system's clock unless given. */
  readonly clock?: Clock
}

/** Who finds out about revocation, and keeps by what. */
export interface Source {
  readonly revocation: RevocationChecker
  /** The lists and answers by which it was found out about certificates. */
  material(certificates: readonly Certificate[]): RevocationMaterial
}

/**
 * Opens a source that remembers nothing of earlier. With a `fetch` what is at hand is asked last: what is fetched now is
 * newer than a time stamp that was just made.
 */
export function openSource(
  { trust, fetch, prefer, retrieval, clock = () => new Date() }: SourceOptions,
  previous: RevocationMaterial,
): Source {
  const atHand = joinMaterial(trust.revocation, previous)
  const common = { now: clock, ...(prefer === undefined ? {} : { prefer }) }
  const own = createRevocationChecker({ ...common, material: atHand })
  const kept = (certificates: readonly Certificate[]) => materialAbout(certificates, trust.revocation)
  if (fetch === undefined) return { revocation: own, material: kept }
  const recording = recordFetch(fetch)
  const asking = createRevocationChecker({
    ...common,
    fetch: recording.fetch,
    ...(retrieval === undefined ? {} : { retrieval }),
  })
  return {
    revocation: {
      codes: own.codes,
      async check(path, context) {
        const check = await asking.check(path, context)
        if (check.status !== 'indeterminate') return check
        const known = await own.check(path, context)
        return known.status === 'indeterminate' ? check : known
      },
    },
    material: (certificates) => joinMaterial(recording.material(), kept(certificates)),
  }
}
