import { type Certificate, equalBytes, type PublicKey, parseCertificate, type Signer } from '@xinyin/core'
import { parseSeal, type Seal } from '@xinyin/e-seal'
import { sealOfd } from '@xinyin/e-seal/ofd'
import { issueSdJwt } from './credential/issue.ts'
import { encodeX5c } from './credential/x5c.ts'
import { layoutFace } from './face/layout.ts'
import { PLAIN_FACE } from './face/plain.ts'
import type { FaceTemplate } from './face/template.ts'
import { encodeLicenceOfd } from './file/ofd.ts'
import { encodeClaims, selectiveClaims } from './metadata/claims.ts'
import type { LicenceData } from './metadata/data.ts'
import { formatDateTime } from './metadata/date.ts'
import { assertHolderCode } from './metadata/holder-code.ts'
import { assertLicenceData } from './metadata/validate.ts'
import { licenceError } from './verify/codes.ts'
import { assertIdentifier } from './verify/identifier.ts'
import { checkIssuer, type Signatory } from './verify/issuer.ts'
import { assertIssued } from './verify/validity.ts'

/** Who issues, with what, on which face. */
export interface IssueLicenceOptions {
  /** The authority's seal, or its DER as in a `.esl` file. */
  readonly seal: Uint8Array | Seal
  /** Holds the key of a certificate that the seal names. */
  readonly sealSigner: Signer
  /** The seal signer's certificate; may be left out when the seal holds it. */
  readonly sealCertificate?: Certificate
  /** Signs the SD-JWT. */
  readonly issuerSigner: Signer
  /** The certificate of `issuerSigner` and those between it and a root, in this order. */
  readonly issuerCertificates: readonly [Certificate, ...Certificate[]]
  /** How the OFD looks; `PLAIN_FACE` when absent. */
  readonly template?: FaceTemplate
  /** The holder's key, if the SD-JWT is to be presented with proof of possession. */
  readonly holderKey?: PublicKey
  /** When it is issued; now when absent. */
  readonly at?: Date
}

/** One licence in two forms that say the same. */
export interface IssuedLicence {
  /** Sealed OFD: what people look at and archives keep. */
  readonly ofd: Uint8Array
  /** SD-JWT: what systems exchange and holders show in part. */
  readonly sdJwt: string
}

/**
 * Issues a licence as a sealed OFD and as an SD-JWT (RFC 9901).
 *
 * Nothing is issued that a verifier would refuse: the data must hold to GB/T 36903, the identifier to GB/T 36904 and
 * to the data, the day of issue must have come, holders' codes must be of their kinds, and both seal and certificate
 * must be the issuing authority's.
 *
 * One authority issues here, with one seal: data that names several is refused, as nobody may issue in another's name.
 * What several issue together is made with `createLicenceOfd` and sealed with `sealOfd` by each in turn; there is no
 * SD-JWT of it.
 *
 * @throws LicenceError `ERR_METADATA_*`, `ERR_IDENTIFIER_*`, `ERR_USCC_*`, `ERR_LICENCE_*`, `ERR_FACE_*`; SealError as
 * `parseSeal` and `sealOfd`; TypeError when `issuerSigner` does not hold the first certificate's key
 */
export async function issueLicence(data: LicenceData, options: IssueLicenceOptions): Promise<IssuedLicence> {
  const { sealSigner, sealCertificate, issuerSigner, issuerCertificates, holderKey } = options
  const at = options.at ?? new Date()
  const template = options.template ?? PLAIN_FACE
  const seal = options.seal instanceof Uint8Array ? parseSeal(options.seal) : options.seal
  const [certificate] = issuerCertificates
  if (!equalBytes(certificate.publicKey.spki, issuerSigner.publicKey.spki))
    throw new TypeError('issuerSigner: does not hold the key of the first of issuerCertificates')
  assertIssuable(data, at)
  assertIssuer(data, { certificate: certificate.subject })
  assertIssuer(data, {
    sealName: seal.info.name,
    certificate: sealerOf(seal, sealSigner, sealCertificate)?.subject,
  })

  const whole = complete(data, seal, at)
  const layout = layoutFace(template, whole)
  const ofd = await sealOfd(encodeLicenceOfd(whole, layout, { at }), {
    seal,
    signer: sealSigner,
    ...(sealCertificate === undefined ? {} : { certificate: sealCertificate }),
    stamps: layout.seal === undefined ? [] : [layout.seal],
    protect: 'whole',
    at,
  })
  const sdJwt = await issueSdJwt({
    claims: encodeClaims(whole, at),
    selective: selectiveClaims(whole),
    signer: issuerSigner,
    header: encodeX5c(issuerCertificates),
    ...(holderKey === undefined ? {} : { holderKey }),
  })
  return { ofd, sdJwt }
}

function assertIssuable(data: LicenceData, at: Date): void {
  assertLicenceData(data)
  assertIdentifier(data.identifier, data)
  assertIssued(data, at)
  for (const { code, codeType } of data.holders) assertHolderCode(code, codeType)
}

function assertIssuer(data: LicenceData, signatory: Signatory): void {
  const { code, facts } = checkIssuer(data.issuers, [signatory])
  if (code === undefined) return
  const isCode = code === 'ERR_LICENCE_ISSUER_CODE'
  throw licenceError(isCode ? code : 'ERR_LICENCE_ISSUER', facts)
}

/** The certificate that will sign: the one given, or the one in the seal that has the signer's key. */
function sealerOf(seal: Seal, signer: Signer, certificate: Certificate | undefined): Certificate | undefined {
  if (certificate !== undefined || seal.info.signers.kind !== 'certificates') return certificate
  return seal.info.signers.certificates
    .map((der) => parseCertificate(der))
    .find(({ publicKey }) => equalBytes(publicKey.spki, signer.publicKey.spki))
}

/** Says which seal was put on it and when, where the data does not say so already. */
function complete(data: LicenceData, seal: Seal, at: Date): LicenceData {
  const now = formatDateTime(at)
  return {
    ...data,
    signing: { sealName: seal.info.name, signedAt: now, ...data.signing },
    createdAt: data.createdAt ?? now,
  }
}
