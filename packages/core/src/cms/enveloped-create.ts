import { decodeHex } from '../bytes/hex.ts'
import { randomBytes } from '../crypto/random.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  encodeBitString,
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '../der/write.ts'
import type { Certificate, KeyUsage } from '../x509/certificate.ts'
import { agreeOnKey, agrees } from './enveloped-agreement.ts'
import { type ContentCipher, cipherOf, encryptContent } from './enveloped-cipher.ts'
import { ENVELOPE_TYPE } from './enveloped-data.ts'
import { transportKey } from './enveloped-transport.ts'
import { CMS_ATTRIBUTE, CONTENT_TYPE } from './oid.ts'
import type { CmsProfile } from './signed-data.ts'

export interface EnvelopedDataOptions {
  readonly content: Uint8Array
  /** Each of them can open the message: holders of RSA keys, of SM2 keys, and of keys on the NIST curves. */
  readonly recipients: readonly Certificate[]
  /**
   * `SM4-CBC` where all recipients have SM2 keys, as GB/T 35275 has it; else `AES-256-GCM`. GCM makes an
   * `AuthEnvelopedData`, in which changes are noticed. With CBC they are not: sign the content, then encrypt.
   */
  readonly cipher?: ContentCipher
  /** OID of what the content is, where it is not plain data: that of signed data for a message that was signed first. */
  readonly contentType?: string
  /** `GMT0010` writes the object identifiers and versions of GM/T 0010-2012, for SM2 and SM4-CBC. [?] */
  readonly profile?: CmsProfile
}

/**
 * Encrypts content for the holders of certificates (RFC 5652, 6; RFC 5083; RFC 5753; RFC 3560; GB/T 35275-2017, 9).
 *
 * The content key goes by RSAES-OAEP with SHA-256, by agreement with an ephemeral key and AES key wrap, or by SM2. Whose
 * certificates they are is not asked here: verify them first, for an encrypted message is as secret as its least
 * recipient.
 *
 * @returns DER `ContentInfo`
 * @throws TypeError or RangeError that names the option
 * @example
 * ```ts
 * const message = await createEnvelopedData({ content, recipients: [office, archive] })
 * ```
 */
export async function createEnvelopedData(options: EnvelopedDataOptions): Promise<Uint8Array> {
  const { content, recipients, profile = 'PKCS7' } = options
  if (recipients.length === 0) throw new RangeError('recipients: at least one')
  const isGm = recipients.every(({ publicKey }) => publicKey.kind === 'SM2')
  const name = options.cipher ?? (isGm ? 'SM4-CBC' : 'AES-256-GCM')
  if (profile === 'GMT0010' && !(isGm && name === 'SM4-CBC'))
    throw new TypeError("profile: 'GMT0010' is for SM2 keys and SM4-CBC")
  const cipher = cipherOf(name)
  const contentType = options.contentType ?? (profile === 'GMT0010' ? CONTENT_TYPE.gmData : CONTENT_TYPE.data)

  const key = randomBytes(cipher.keyLength)
  const infos = await Promise.all(recipients.map((certificate) => encodeRecipient(certificate, key, profile)))
  const attributes = cipher.mode === 'GCM' ? encodeAttributes(contentType) : []
  const covered = attributes.length === 0 ? undefined : encodeSetOf(...attributes)
  const encrypted = await encryptContent(cipher, key, content, covered)
  key.fill(0)

  const contentInfo = encodeSequence(
    encodeOid(contentType),
    encrypted.algorithm,
    encodeElement(contextTag(0, 'primitive'), encrypted.ciphertext),
  )
  const recipientInfos = encodeSetOf(...infos)
  if (encrypted.mac === undefined) {
    const type = profile === 'GMT0010' ? ENVELOPE_TYPE.gmEnveloped : ENVELOPE_TYPE.enveloped
    const version = profile === 'GMT0010' ? 1 : recipients.some(({ publicKey }) => agrees(publicKey)) ? 2 : 0
    return encodeMessage(type, encodeSequence(encodeInteger(version), recipientInfos, contentInfo))
  }
  const tagged = attributes.length === 0 ? [] : [encodeContext(1, ...attributes)]
  return encodeMessage(
    ENVELOPE_TYPE.authenticated,
    encodeSequence(
      encodeInteger(0),
      recipientInfos,
      contentInfo,
      ...tagged,
      encodeOctetString(encrypted.mac),
    ),
  )
}

const encodeMessage = (type: string, message: Uint8Array) =>
  encodeSequence(encodeOid(type), encodeContext(0, message))

/** The type of content that is no plain data has to be said where the tag covers it (RFC 5083, 2.1). */
function encodeAttributes(contentType: string): Uint8Array[] {
  if (contentType === CONTENT_TYPE.data) return []
  return [encodeSequence(encodeOid(CMS_ATTRIBUTE.contentType), encodeSetOf(encodeOid(contentType)))]
}

async function encodeRecipient(
  certificate: Certificate,
  key: Uint8Array,
  profile: CmsProfile,
): Promise<Uint8Array> {
  const { publicKey } = certificate
  const { kind } = publicKey
  if (agrees(publicKey)) {
    assertUsage(certificate, 'keyAgreement')
    const { algorithm, point, encryptedKey } = await agreeOnKey(publicKey, key)
    const originator = encodeContext(
      1,
      encodeSequence(encodeOid('1.2.840.10045.2.1')),
      encodeBitString(point),
    )
    const keys = encodeSequence(encodeSequence(identifierOf(certificate), encodeOctetString(encryptedKey)))
    return encodeContext(1, encodeInteger(3), encodeContext(0, originator), algorithm, keys)
  }
  if (kind !== 'SM2' && (kind !== 'RSA' || publicKey.pssOnly !== undefined))
    throw new TypeError(`recipients: a key of ${kind} that only signs cannot be encrypted for`)
  assertUsage(certificate, 'keyEncipherment')
  const { algorithm, encryptedKey } = await transportKey(publicKey, key)
  const version = encodeInteger(profile === 'GMT0010' ? 1 : 0)
  return encodeSequence(version, identifierOf(certificate), algorithm, encodeOctetString(encryptedKey))
}

/** Authorities give pairs of certificates in China, one for signing and one for this: the wrong one is soon taken. */
function assertUsage({ keyUsage, subject }: Certificate, usage: KeyUsage): void {
  if (keyUsage !== undefined && !keyUsage.has(usage))
    throw new TypeError(`recipients: the certificate of ${subject.text} is not for ${usage}`)
}

/** `IssuerAndSerialNumber` (RFC 5652, 10.2.4). */
function identifierOf({ issuer, serialNumber }: Certificate): Uint8Array {
  return encodeSequence(issuer.raw, encodeElement(TAG.integer, decodeHex(serialNumber)))
}
