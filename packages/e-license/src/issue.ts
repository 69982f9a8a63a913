import { type Certificate, equalBytes, type PublicKey, type Signer } from '@xinyin/core'
import { parseSeal, type Seal } from '@xinyin/e-seal'
import { sealOfd } from '@xinyin/e-seal/ofd'
import { integrityOf } from './credential/integrity.ts'
import { issueSdJwt } from './credential/issue.ts'
import { encodeX5c } from './credential/x5c.ts'
import { type FaceOptions, layoutFace } from './face/layout.ts'
import { PLAIN_FACE } from './face/plain.ts'
import type { FaceTemplate } from './face/template.ts'
import { compressionOf, encodeLicenceOfd, type OfdFileOptions } from './file/ofd.ts'
import { assertIssuable, assertIssuer, sealerOf } from './issue/issuable.ts'
import { claimIdentifier, type IdentifierRegister } from './issue/register.ts'
import { encodeClaims, selectiveClaims } from './metadata/claims.ts'
import type { LicenceData } from './metadata/data.ts'
import { formatDateTime } from './metadata/date.ts'
import { type CreateLicenceQrOptions, createLicenceQr } from './qr/create.ts'

/** Who issues, with what, on which face. */
export interface IssueLicenceOptions extends Pick<OfdFileOptions, 'fonts' | 'compression'> {
  /** The authority's seal, or its DER as in a `.esl` file. */
  readonly seal: Uint8Array | Seal
  /** Holds the key of a certificate that the seal names. */
  readonly sealSigner: Signer
  /** The seal signer's certificate; may be left out when the seal holds it. */
  readonly sealCertificate?: Certificate
  /** Signs the SD-JWT and the QR code. */
  readonly issuerSigner: Signer
  /** The certificate of `issuerSigner` and those between it and a root, in this order. */
  readonly issuerCertificates: readonly [Certificate, ...Certificate[]]
  /** How the OFD looks; `PLAIN_FACE` when absent. */
  readonly template?: FaceTemplate
  /** What else goes onto the face: a photo, a watermark. */
  readonly face?: Omit<FaceOptions, 'qr'>
  /** The holder's key, if the SD-JWT is to be presented with proof of possession. */
  readonly holderKey?: PublicKey
  /**
   * What the holder may withhold, as JSON pointers into `encodeClaims`; everything that `selectiveClaims` names when
   * absent. What a verifier cannot do without is refused.
   */
  readonly selective?: readonly string[]
  /** Digests of nothing in each part of the SD-JWT, so that their number tells less; none when absent. */
  readonly decoys?: number
  /** The metadata of the licence's type as it is given out (`typeMetadataOf`): bound into the SD-JWT by its digest. */
  readonly typeMetadata?: Uint8Array
  /** What goes into the QR code; `false` for none, as where the issuer's key is neither of SM2 nor of P-256. */
  readonly qr?: Omit<CreateLicenceQrOptions, 'signer' | 'certificate'> | false
  /**
   * Knows which identifiers were given to which licences; without one it is for the caller to see to it that none is given
   * twice.
   */
  readonly register?: IdentifierRegister
  /** When it is issued; now when absent. */
  readonly at?: Date
}

/** One licence in three forms that say the same. */
export interface IssuedLicence {
  /** Sealed OFD: what people look at and archives keep. Its face has the QR code where its template has a place for it. */
  readonly ofd: Uint8Array
  /** SD-JWT: what systems exchange and holders show in part. */
  readonly sdJwt: string
  /** What the QR code says: for where there is no network. `undefined` when none was wanted. */
  readonly qr: string | undefined
}

/**
 * Issues a licence as a sealed OFD, as an SD-JWT (RFC 9901) and as a QR code, from the same data.
 *
 * Nothing is issued that a verifier would refuse: the data must hold to GB/T 36903, with no text that has characters
 * nobody sees, and the identifier to GB/T 36904 and to the data; the day of issue must have come and the end of validity
 * not be past; holders' codes must be of their kinds, and both seal and certificate must be the issuing authority's, with
 * its code in the certificates (organizationIdentifier).
 *
 * One authority issues here, with one seal: data that names several is refused, as nobody may issue in another's name.
 * What several issue together is made with `createLicenceOfd` and sealed with `sealOfd` by each in turn; there is no
 * SD-JWT and no QR code of it.
 *
 * @throws LicenceError `ERR_METADATA_*`, `ERR_IDENTIFIER_*`, `ERR_USCC_*`, `ERR_LICENCE_*`, `ERR_FACE_*`, `ERR_QR_*`;
 * SealError as `parseSeal` and `sealOfd`; TypeError when `issuerSigner` does not hold the first certificate's key, and
 * for `selective` with what must be shown
 */
export async function issueLicence(data: LicenceData, options: IssueLicenceOptions): Promise<IssuedLicence> {
  const { sealSigner, sealCertificate, issuerSigner, issuerCertificates } = options
  const at = options.at ?? new Date()
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

  if (options.register !== undefined) await claimIdentifier(options.register, data)

  const whole = complete(data, seal, at)
  const qr =
    options.qr === false
      ? undefined
      : await createLicenceQr(whole, { ...options.qr, signer: issuerSigner, certificate })
  const sdJwt = await issueCredential(whole, options, at)
  const layout = await drawFace(whole, options, qr)
  const compression = compressionOf(options)
  const file = encodeLicenceOfd(whole, layout, {
    at,
    compression,
    ...(options.fonts === undefined ? {} : { fonts: options.fonts }),
  })
  const ofd = await sealOfd(file, {
    compression,
    seal,
    signer: sealSigner,
    ...(sealCertificate === undefined ? {} : { certificate: sealCertificate }),
    stamps: layout.seal === undefined ? [] : [layout.seal],
    protect: 'whole',
    at,
  })
  return { ofd, sdJwt, qr }
}

/** What draws QR codes is loaded for templates alone that have a place for one. */
async function drawFace(
  data: LicenceData,
  { template = PLAIN_FACE, face }: IssueLicenceOptions,
  qr?: string,
) {
  const isDrawn = template.pages.some(({ items }) => items.some(({ kind }) => kind === 'qr'))
  if (qr === undefined || !isDrawn) return layoutFace(template, data, face)
  const { createQrSymbol } = await import('./qr/symbol/create.ts')
  return layoutFace(template, data, { ...face, qr: createQrSymbol(qr) })
}

function issueCredential(data: LicenceData, options: IssueLicenceOptions, at: Date): Promise<string> {
  const { issuerSigner, issuerCertificates, holderKey, decoys, typeMetadata } = options
  const withholdable = selectiveClaims(data)
  const { selective = withholdable } = options
  assertWithholdable(selective, withholdable)
  return issueSdJwt({
    claims: {
      ...encodeClaims(data, at),
      ...(typeMetadata === undefined ? {} : { 'vct#integrity': integrityOf(typeMetadata) }),
    },
    selective,
    signer: issuerSigner,
    header: encodeX5c(issuerCertificates),
    ...(holderKey === undefined ? {} : { holderKey }),
    ...(decoys === undefined ? {} : { decoys }),
  })
}

function assertWithholdable(selective: readonly string[], withholdable: readonly string[]): void {
  const other = selective.find((pointer) => !withholdable.includes(pointer))
  if (other !== undefined) throw new TypeError(`selective: ${other} is nothing that a holder may withhold`)
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
