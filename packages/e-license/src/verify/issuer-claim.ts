import type { Certificate } from '@xinyin/core'
import type { JsonObject } from '@xinyin/core/json'
import { sdJwtError } from '../credential/codes.ts'
import { organisationCodesOf } from './organisation.ts'

/** Longer than any address or name that a certificate has. */
const ISS_LIMIT = 2000

/**
 * Whom a credential names as its issuer (`iss`) is whose certificate signed it. An e-licence need not say it, since the
 * certificate does; whoever reads it there must not read of somebody else. The names that count are those that whoever
 * issued the certificate put into it: a URI as it is, the host of an `https` address (SD-JWT VC, 3.5), the code of the
 * organisation, alone or as a `urn` that ends in it.
 *
 * @throws LicenceError `ERR_LICENCE_ISS`
 */
export function assertIssuerClaim(payload: JsonObject, certificate: Certificate): void {
  if (!Object.hasOwn(payload, 'iss')) return
  const iss = payload['iss']
  if (typeof iss === 'string' && iss.length <= ISS_LIMIT && isNameOf(certificate, iss)) return
  throw sdJwtError('ERR_LICENCE_ISS', { iss: typeof iss === 'string' ? iss.slice(0, 200) : '-' })
}

function isNameOf({ subject, subjectAltName = [] }: Certificate, iss: string): boolean {
  const codes = organisationCodesOf(subject)
  if (codes.some((code) => code !== '' && (iss === code || (/^urn:/i.test(iss) && iss.endsWith(`:${code}`)))))
    return true
  const host = hostOf(iss)
  return subjectAltName.some(
    (name) =>
      (name.kind === 'uri' && name.value === iss) ||
      (name.kind === 'dns' && host !== undefined && name.value.toLowerCase() === host),
  )
}

/** Of an `https` address with nothing in it by which it would look like that of another host. */
function hostOf(iss: string): string | undefined {
  if (!/^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?:\/[\x21-\x7e]*)?$/i.test(iss) || !URL.canParse(iss))
    return undefined
  return new URL(iss).hostname
}
