import type { JsonObject } from '@xinyin/core/json'
import { sdJwtError } from '../credential/codes.ts'
import { hasReservedName } from '../credential/resolve.ts'

/**
 * What a verifier cannot do without beside `ALWAYS_SHOWN`, and `selectiveClaims` does not offer: a licence without its
 * last day would never end, one of two issuers would stand for both, and an annotated copy would be the licence itself.
 */
const SHOWN = [
  'licence_name',
  'licence_type_code',
  'issuing_authorities',
  'valid_from',
  'valid_until',
  'annotation',
]

/**
 * No holder could have withheld what a licence always shows, whole or in part: of such a credential nobody can tell
 * what is missing (the type metadata says `sd: never`; draft-ietf-oauth-sd-jwt-vc, Type Metadata).
 *
 * @param payload - what the issuer signed
 * @param claims - what that resolved to
 * @throws LicenceError `ERR_SDJWT_NOT_SELECTIVE`
 */
export function assertShownClaims(payload: JsonObject, claims: JsonObject): void {
  for (const claim of SHOWN) {
    const issued = Object.hasOwn(payload, claim) ? payload[claim] : undefined
    const isWhole = issued === undefined ? !Object.hasOwn(claims, claim) : !hasReservedName(issued)
    if (!isWhole) throw sdJwtError('ERR_SDJWT_NOT_SELECTIVE', { claim })
  }
}
