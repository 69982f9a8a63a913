import 'reflect-metadata'
import { type Extension, Name, X509CertificateGenerator } from '@peculiar/x509'
import { encodeHex } from '../bytes/hex.ts'
import { equalBytes } from '../bytes/sequence.ts'
import type { PublicKey } from '../crypto/key.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import { randomBytes } from '../crypto/random.ts'
import type { Signer } from '../ports.ts'
import type { Certificate } from '../x509/certificate.ts'
import { parseCertificate } from '../x509/parse.ts'
import {
  authorityConstraints,
  authorityExtension,
  type CertificateContent,
  contentExtensions,
  subjectExtension,
} from './extensions.ts'
import { type Issuer, issuerSigner, toSigner } from './issuer.ts'
import { signWith, toBuffer } from './signing.ts'
import { encodeSubject, type Subject } from './subject.ts'

/** What every certificate has. */
export interface CertificateBase extends CertificateContent {
  readonly subject: Subject
  readonly notBefore: Date
  readonly notAfter: Date
  /** Hexadecimal; 126 random bits unless given. */
  readonly serialNumber?: string
}

export interface RootOptions extends CertificateBase {
  /** The root's own key. */
  readonly key: PrivateKey | Signer
  /** How many authorities may stand below; as many as one likes unless given. */
  readonly pathLength?: number
}

export interface IntermediateOptions extends CertificateBase {
  readonly issuer: Issuer
  readonly publicKey: PublicKey
  readonly pathLength?: number
}

export interface LeafOptions extends CertificateBase {
  readonly issuer: Issuer
  readonly publicKey: PublicKey
}

const AUTHORITY_USAGE = ['keyCertSign', 'cRLSign'] as const
const SIGNER_USAGE = ['digitalSignature', 'nonRepudiation'] as const

/**
 * Makes the self-signed certificate of a root authority 根证书.
 *
 * @example
 * ```ts
 * const key = await createPrivateKey('SM2')
 * const root = await createRoot({
 *   subject: { country: 'CN', organization: '某省', commonName: '某省电子认证根' },
 *   key,
 *   notBefore: new Date('2026-01-01T00:00:00Z'),
 *   notAfter: new Date('2046-01-01T00:00:00Z'),
 * })
 * ```
 */
export async function createRoot(options: RootOptions): Promise<Certificate> {
  const signer = toSigner(options.key)
  const { publicKey } = signer
  return create(options, encodeSubject(options.subject), publicKey, signer, [
    authorityConstraints(options.pathLength),
    subjectExtension(publicKey),
    ...contentExtensions({ keyUsage: AUTHORITY_USAGE, ...options }),
  ])
}

/** Makes the certificate of an authority below another one. */
export async function createIntermediate(options: IntermediateOptions): Promise<Certificate> {
  const { issuer, publicKey, pathLength } = options
  const signer = issuerSigner(issuer, 'keyCertSign')
  if (issuer.certificate.basicConstraints?.pathLength === 0) {
    throw new RangeError('issuer.certificate: allows no authority below it')
  }
  return create(options, issuer.certificate.subject.raw, publicKey, signer, [
    authorityConstraints(pathLength),
    subjectExtension(publicKey),
    ...authorityExtension(issuer.certificate),
    ...contentExtensions({ keyUsage: AUTHORITY_USAGE, ...options }),
  ])
}

/** Makes the certificate of one who signs: a person, an office, a seal maker, a time-stamper. */
export async function createLeaf(options: LeafOptions): Promise<Certificate> {
  const { issuer, publicKey } = options
  const signer = issuerSigner(issuer, 'keyCertSign')
  return create(options, issuer.certificate.subject.raw, publicKey, signer, [
    subjectExtension(publicKey),
    ...authorityExtension(issuer.certificate),
    ...contentExtensions({ keyUsage: SIGNER_USAGE, ...options }),
  ])
}

async function create(
  { subject, notBefore, notAfter, serialNumber = randomSerialNumber() }: CertificateBase,
  issuerName: Uint8Array,
  publicKey: PublicKey,
  signer: Signer,
  extensions: Extension[],
): Promise<Certificate> {
  if (!(notBefore < notAfter)) throw new RangeError('notAfter: expected a time after notBefore')
  // Positive, and at most 20 octets with its sign (RFC 5280, 4.1.2.2).
  if (!/^(?!00*$)(?:[0-9a-f]{2}){1,20}$/i.test(serialNumber) || /^[89a-f].{39}$/i.test(serialNumber)) {
    throw new RangeError('serialNumber: expected a positive number of 1 to 20 octets in hexadecimal')
  }
  const { crypto, key, algorithm } = signWith(signer)
  const made = await X509CertificateGenerator.create(
    {
      serialNumber,
      subject: new Name(toBuffer(encodeSubject(subject))),
      issuer: new Name(toBuffer(issuerName)),
      notBefore: wholeSecond(notBefore),
      notAfter: wholeSecond(notAfter),
      publicKey: toBuffer(publicKey.spki),
      signingKey: key,
      signingAlgorithm: algorithm,
      extensions,
    },
    crypto,
  )
  const certificate = parseCertificate(new Uint8Array(made.rawData))
  // A name of the issuer that comes out in other octets would break chains in programs that compare octets.
  if (!equalBytes(certificate.issuer.raw, issuerName)) {
    throw new TypeError('issuer.certificate: its name cannot be written as it is')
  }
  return certificate
}

/** Certificates have no fractions of seconds (RFC 5280, 4.1.2.5). */
function wholeSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000)
}

/** 16 octets, positive, of the same length every time (RFC 5280, 4.1.2.2 and the CA/Browser Forum's 64 bits). */
function randomSerialNumber(): string {
  const octets = randomBytes(16)
  octets[0] = ((octets[0] ?? 0) & 0x7f) | 0x40
  return encodeHex(octets)
}
