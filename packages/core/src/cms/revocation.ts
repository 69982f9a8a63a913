import { TrustError } from '../errors.ts'
import type { PathOptions } from '../x509/path/inspect.ts'
import { parseCrl } from '../x509/revocation/crl.ts'
import type { RevocationMaterial } from '../x509/revocation/material.ts'
import { parseOcspResponse } from '../x509/revocation/ocsp.ts'
import type { SignedData } from './signed-data.ts'

/**
 * The revocation lists and OCSP answers that came with a message (RFC 5652, 10.2.1), and with the one around it.
 *
 * Each is verified before it counts. Where nobody is to look at revocation they are not read.
 */
export function presentedBy(
  message: Pick<SignedData, 'crls' | 'ocspResponses'>,
  { trust, revocation, presented }: Pick<PathOptions, 'trust' | 'revocation' | 'presented'>,
): RevocationMaterial | undefined {
  const isAsked = revocation !== undefined || trust.revocationChecker !== undefined
  if (!isAsked || message.crls.length + message.ocspResponses.length === 0) return presented
  const crls = message.crls.flatMap((der) => readable(() => parseCrl(der)))
  const ocspResponses = message.ocspResponses.flatMap((der) => readable(() => parseOcspResponse(der)))
  return {
    crls: [...(presented?.crls ?? []), ...crls],
    ocspResponses: [...(presented?.ocspResponses ?? []), ...ocspResponses],
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
