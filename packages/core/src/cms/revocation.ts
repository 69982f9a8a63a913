import { TrustError } from '../errors.ts'
import type { Trust } from '../trust/anchor.ts'
import type { PathOptions } from '../x509/path/inspect.ts'
import { parseCrl } from '../x509/revocation/crl.ts'
import { parseOcspResponse } from '../x509/revocation/ocsp.ts'
import type { SignedData } from './signed-data.ts'

/**
 * The trust, with the revocation lists and OCSP answers that came with a message beside those at hand (RFC 5652, 10.2.1).
 *
 * Each is verified before it counts. Where nobody is to look at revocation they change nothing.
 */
export function withRevocation(
  message: Pick<SignedData, 'crls' | 'ocspResponses'>,
  { trust, revocation }: Pick<PathOptions, 'trust' | 'revocation'>,
): Trust {
  const isAsked = revocation !== undefined || trust.revocationChecker !== undefined
  if (!isAsked || message.crls.length + message.ocspResponses.length === 0) return trust
  const crls = message.crls.flatMap((der) => readable(() => parseCrl(der)))
  const ocspResponses = message.ocspResponses.flatMap((der) => readable(() => parseOcspResponse(der)))
  const { revocation: present } = trust
  return {
    ...trust,
    revocation: {
      crls: [...(present?.crls ?? []), ...crls],
      ocspResponses: [...(present?.ocspResponses ?? []), ...ocspResponses],
    },
  }
}

/** What cannot be read proves nothing, and keeps nothing else from doing so. */
function readable<T>(read: () => T): T[] {
  try {
    return [read()]
  } catch (error) {
    if (error instanceof TrustError) return []
    throw error
  }
}
