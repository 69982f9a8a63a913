import type { Clock, Fetch } from '../../ports.ts'
import type { Certificate } from '../certificate.ts'
import type { Freshness } from './freshness.ts'
import type { RevocationMaterial } from './material.ts'
import type { RetrievalLimits } from './retrieval-limits.ts'
import type { acceptUnknownRevocation, leafRevocationOnly } from './weaken.ts'

/** How revocation is found out. Whatever is left out leaves it strict. */
export interface RevocationPolicy {
  /** What time it is; the system's clock unless given. */
  readonly now?: Clock
  /** Lists and answers at hand, beside those of the trust. */
  readonly material?: RevocationMaterial
  /** Asks where certificates say that lists and answers are. Without it nothing is fetched. Give a guarded one. */
  readonly fetch?: Fetch
  readonly retrieval?: Partial<RetrievalLimits>
  readonly freshness?: Freshness
  /** What is asked for first; `ocsp` unless given. What is at hand is looked at in any case. */
  readonly prefer?: 'ocsp' | 'crl'
  /** Whether an OCSP answer must hold the nonce of our own request: then only the network can give one. */
  readonly requireNonce?: boolean
  /** Responders that may answer about any certificate (RFC 6960, 4.2.2.2), each trusted as it is. */
  readonly responders?: readonly Certificate[]
  /** `hard-fail` unless given: what is not known to be good does not pass. */
  readonly mode?: 'hard-fail' | typeof acceptUnknownRevocation
  /** Every certificate below the anchor unless given. */
  readonly extent?: typeof leafRevocationOnly
}
