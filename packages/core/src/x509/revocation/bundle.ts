import { decodePem, encodePem, type PemLimits } from '../pem.ts'
import { revocationError } from './codes.ts'
import { parseCrl } from './crl.ts'
import type { RevocationMaterial } from './material.ts'
import { parseOcspResponse } from './ocsp.ts'

/**
 * Puts lists and answers into one file, to be carried to a machine without a network: PEM blocks one after the other,
 * which every program can take apart. It needs no protection: each part is signed, and is verified when it is used.
 *
 * @returns PEM with blocks `X509 CRL` and `OCSP RESPONSE`
 */
export function createRevocationBundle({ crls, ocspResponses }: RevocationMaterial): string {
  return [
    ...crls.map(({ raw }) => encodePem('X509 CRL', raw)),
    ...ocspResponses.map(({ raw }) => encodePem('OCSP RESPONSE', raw)),
  ].join('')
}

/**
 * Reads a file of lists and answers.
 *
 * @param limits - 16 MiB and 1,000 blocks unless given
 * @throws CoreError `ERR_REVOCATION_BUNDLE` for a block of another kind, and those of `decodePem`, `parseCrl` and
 *   `parseOcspResponse`
 */
export function parseRevocationBundle(
  pem: string | Uint8Array,
  limits: Partial<PemLimits> = {},
): RevocationMaterial {
  const blocks = decodePem(pem, limits)
  const other = blocks.find(({ label }) => label !== 'X509 CRL' && label !== 'OCSP RESPONSE')
  if (other !== undefined) {
    const expected = 'X509 CRL, OCSP RESPONSE'
    throw revocationError('ERR_REVOCATION_BUNDLE', { found: other.label, expected })
  }
  const of = (label: string) => blocks.filter((block) => block.label === label).map(({ der }) => der)
  return {
    crls: of('X509 CRL').map((der) => parseCrl(der)),
    ocspResponses: of('OCSP RESPONSE').map((der) => parseOcspResponse(der)),
  }
}
