import { sha1 } from '@noble/hashes/legacy.js'
import { encodeHex } from '../bytes/hex.ts'
import { equalBytes } from '../bytes/sequence.ts'
import { type DerNode, openDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { readIntegerBytes, readOctetString, readSequenceOf } from '../der/value.ts'
import { type Check, failed, failedBy, passed, skipped } from '../report.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import type { Certificate } from '../x509/certificate.ts'
import { readGeneralNames } from '../x509/general-name.ts'
import { sameName } from '../x509/name-match.ts'
import { attributeValue, type CmsAttribute } from './attribute.ts'
import { cmsError } from './codes.ts'
import { digestBytes, messageDigest } from './digest.ts'
import { CMS_ATTRIBUTE } from './oid.ts'
import type { SignerInfo } from './signer-info.ts'

/** What a signature says of the certificate that it is to be verified with (RFC 5035, 3 and 4). */
interface CertificateIdentifier {
  /** The name of the digest, for people. */
  readonly digest: string
  matches(certificate: Certificate): boolean
}

/**
 * `ESSCertID` and `ESSCertIDv2`.
 *
 * The first has the SHA-1 of the certificate. It stands for no signature here: to pass off another certificate, one
 * needs a second preimage that an authority signs, which nobody can make.
 */
function readCertificateId(node: DerNode, version: 1 | 2): CertificateIdentifier {
  const cursor = openDer(node)
  const stated = version === 2 ? cursor.optional(TAG.sequence) : undefined
  const hash = readOctetString(cursor.next())
  const issuerSerial = cursor.optional(TAG.sequence)
  cursor.end()
  const algorithm = stated === undefined ? undefined : readAlgorithmIdentifier(stated)
  const name = algorithm === undefined ? 'SHA-256' : messageDigest(algorithm)
  if (name === undefined) throw cmsError('ERR_CMS_DIGEST_ALGORITHM', { algorithm: algorithm?.oid ?? '' })
  const isIssuer = issuerSerial === undefined ? () => true : readIssuerSerial(issuerSerial)
  return {
    digest: version === 1 ? 'SHA-1' : name,
    matches(certificate) {
      const found = version === 1 ? sha1(certificate.raw) : digestBytes(name, certificate.raw)
      return equalBytes(hash, found) && isIssuer(certificate)
    },
  }
}

/** `IssuerSerial`: one directory name, and the number. */
function readIssuerSerial(node: DerNode): (certificate: Certificate) => boolean {
  const cursor = openDer(node)
  const names = readGeneralNames(cursor.next())
  const serialNumber = encodeHex(readIntegerBytes(cursor.next()))
  cursor.end()
  const [issuer] = names
  return (certificate) =>
    names.length === 1 &&
    issuer?.kind === 'directory' &&
    sameName(issuer.value, certificate.issuer) &&
    serialNumber === certificate.serialNumber
}

/** The first identifier of the attribute: the signer's (RFC 5035, 3). Those after it are not held against the path. */
function readSigningCertificate(
  attributes: readonly CmsAttribute[],
  version: 1 | 2,
): CertificateIdentifier | undefined {
  const oid = version === 1 ? CMS_ATTRIBUTE.signingCertificate : CMS_ATTRIBUTE.signingCertificateV2
  const value = attributeValue(attributes, oid)
  if (value === undefined) return undefined
  const cursor = openDer(value)
  const [first] = readSequenceOf(cursor.next(), (node) => node)
  cursor.optional(TAG.sequence)
  cursor.end()
  if (first === undefined) throw cmsError('ERR_CMS_ATTRIBUTE_VALUES', { attribute: oid, found: 0 })
  return readCertificateId(first, version)
}

/** The identifiers of the signer's certificate, of both versions; each that is there must match. */
function readIdentifiers({ signedAttributes }: SignerInfo): CertificateIdentifier[] {
  const attributes = signedAttributes?.attributes ?? []
  return ([1, 2] as const).flatMap((version) => readSigningCertificate(attributes, version) ?? [])
}

/** Whether a signature that names its certificate means this one. One that cannot be read means none. */
export function isNamedCertificate(signer: SignerInfo, certificate: Certificate): boolean {
  const check = checkSigningCertificate(signer, certificate, 'optional')
  return check.status !== 'failed'
}

/**
 * Whether the signature covers which certificate it is to be verified with (RFC 5035).
 *
 * Without that, another certificate of the same key can be put in its place.
 *
 * @param demand - `optional` leaves the check out where the signature says nothing
 * @returns the check `cms.signing-certificate`
 */
export function checkSigningCertificate(
  signer: SignerInfo,
  certificate: Certificate,
  demand: 'required' | 'optional',
): Check {
  const id = 'cms.signing-certificate'
  try {
    const identifiers = readIdentifiers(signer)
    if (identifiers.length === 0)
      return demand === 'required'
        ? failed(id, 'ERR_CMS_SIGNING_CERTIFICATE_MISSING')
        : skipped(id, 'signing-certificate')
    const digest = identifiers.map((identifier) => identifier.digest).join(', ')
    return identifiers.every((identifier) => identifier.matches(certificate))
      ? passed(id, { digest })
      : failed(id, 'ERR_CMS_SIGNING_CERTIFICATE', { subject: certificate.subject.text })
  } catch (error) {
    return failedBy(id, error)
  }
}
