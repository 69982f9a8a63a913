import { type Certificate, equalBytes, parseCertificate, type Signer } from '@xinyin/core'
import type { Seal } from '@xinyin/e-seal'
import type { LicenceData } from '../metadata/data.ts'
import { assertHolderCode } from '../metadata/holder-code.ts'
import { assertLicenceData } from '../metadata/validate.ts'
import { assertIdentifier } from '../verify/assert-identifier.ts'
import { licenceError } from '../verify/codes.ts'
import { checkIssuer, type Signatory } from '../verify/issuer.ts'
import { assertIssued, assertNotExpired } from '../verify/validity.ts'

/**
 * Nothing is issued that a verifier would refuse for what it says.
 *
 * @throws LicenceError `ERR_METADATA_*`, `ERR_IDENTIFIER_*`, `ERR_USCC_*`, `ERR_LICENCE_*`
 */
export function assertIssuable(data: LicenceData, at: Date): void {
  assertLicenceData(data)
  assertIdentifier(data.identifier, data)
  assertIssued(data, at)
  assertNotExpired(data, at)
  for (const { code, codeType } of data.holders) assertHolderCode(code, codeType)
}

/**
 * Whoever signs is the one authority that the data names, and has its code in the certificate.
 *
 * @throws LicenceError `ERR_LICENCE_ISSUER`, `ERR_LICENCE_ISSUER_CODE`, `ERR_LICENCE_ISSUER_UNBOUND`
 */
export function assertIssuer(data: LicenceData, signatory: Signatory): void {
  const { code, facts } = checkIssuer(data.issuers, [signatory])
  if (code === undefined) return
  throw licenceError(
    code as 'ERR_LICENCE_ISSUER' | 'ERR_LICENCE_ISSUER_CODE' | 'ERR_LICENCE_ISSUER_UNBOUND',
    facts,
  )
}

/** The certificate that will sign: the one given, or the one in the seal that has the signer's key. */
export function sealerOf(
  seal: Seal,
  signer: Signer,
  certificate: Certificate | undefined,
): Certificate | undefined {
  if (certificate !== undefined || seal.info.signers.kind !== 'certificates') return certificate
  return seal.info.signers.certificates
    .map((der) => parseCertificate(der))
    .find(({ publicKey }) => equalBytes(publicKey.spki, signer.publicKey.spki))
}
