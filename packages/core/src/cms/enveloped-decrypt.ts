import { equalBytes } from '../bytes/sequence.ts'
import type { PrivateKey } from '../crypto/private-key.ts'
import type { Certificate } from '../x509/certificate.ts'
import { cmsError } from './codes.ts'
import { keyAgreement } from './enveloped-agreement.ts'
import { cipherOfOid, decryptContent } from './enveloped-cipher.ts'
import type { EnvelopedData } from './enveloped-data.ts'
import type { Recipient } from './enveloped-recipient.ts'
import { keyTransport } from './enveloped-transport.ts'
import { answersTo } from './signer-certificate.ts'

/** Whose message it is. */
export interface DecryptionKey {
  readonly privateKey: PrivateKey
  /** The certificate of the key: recipients are found by it. */
  readonly certificate: Certificate
}

/** What is asked of a message. */
export interface DecryptionPolicy {
  /**
   * `optional` unless given: messages of GB/T 35275 are encrypted with SM4-CBC, which authenticates nothing. `required`
   * refuses every `EnvelopedData`, before the key is used: for those who can ask for `AuthEnvelopedData`.
   */
  readonly authenticated?: 'required' | 'optional'
}

export interface DecryptedContent {
  readonly content: Uint8Array
  /** OID of what it is. */
  readonly contentType: string
  /** Whether any change of the message would have been noticed. It never says who made the message. */
  readonly authenticated: boolean
}

/**
 * Decrypts a message for one of its recipients.
 *
 * Where `authenticated` is false – `EnvelopedData`, with CBC – the content is whatever somebody made of it on the way:
 * parts of it can be changed at will by one who cannot read it. And one who learns from a system's behaviour which
 * altered messages decrypt, by an error, a reply or the time that it takes, learns the content. Take it for what it
 * says only if what is inside is signed, and answer nobody differently for what comes of it; or have such messages
 * refused, with `{ authenticated: 'required' }`.
 *
 * All that can be wrong with the ciphertext is one error, for the same reason. Encryption with RSA PKCS #1 v1.5 is
 * refused (RFC 3218).
 *
 * @throws CoreError `ERR_CMS_UNAUTHENTICATED`, `ERR_CMS_RECIPIENT` when the message is for others, `ERR_CMS_ENVELOPE_ALGORITHM`, `ERR_CMS_DECRYPT`
 * @throws TypeError when the key is not that of the certificate, or the policy is none
 * @example
 * ```ts
 * const { content, authenticated } = await decryptEnvelopedData(parseEnvelopedData(bytes), { privateKey, certificate })
 * ```
 */
export async function decryptEnvelopedData(
  message: EnvelopedData,
  { privateKey, certificate }: DecryptionKey,
  { authenticated: wanted = 'optional' }: DecryptionPolicy = {},
): Promise<DecryptedContent> {
  if (!equalBytes(certificate.spki, privateKey.publicKey.spki))
    throw new TypeError('privateKey: expected the key of the certificate')
  if (wanted !== 'required' && wanted !== 'optional')
    throw new TypeError(`authenticated: expected required or optional, found ${String(wanted)}`)
  if (wanted === 'required' && !message.authenticated) throw cmsError('ERR_CMS_UNAUTHENTICATED')
  const { contentType, authenticated, ciphertext, mac, authenticatedAttributes } = message
  const recipient = findRecipient(message, certificate)
  const cipher = cipherOfOid(message.cipher.oid, authenticated ? 'GCM' : 'CBC')
  const openKey =
    recipient.kind === 'key-transport'
      ? keyTransport(recipient.algorithm, privateKey)
      : keyAgreement(recipient, privateKey)
  try {
    const key = await openKey(privateKey, recipient.encryptedKey)
    try {
      if (key.length !== cipher.keyLength) throw cmsError('ERR_CMS_DECRYPT')
      const sealed = { algorithm: message.cipher, ciphertext, mac, authenticated: authenticatedAttributes }
      return { content: await decryptContent(cipher, key, sealed), contentType, authenticated }
    } finally {
      key.fill(0)
    }
  } catch {
    // What went wrong is not even a cause: it would be written to logs and answered to those who ask.
    throw cmsError('ERR_CMS_DECRYPT')
  }
}

type OpenableRecipient = Exclude<Recipient, { kind: 'other' }>

function findRecipient({ recipients }: EnvelopedData, certificate: Certificate): OpenableRecipient {
  for (const recipient of recipients) {
    if (recipient.kind !== 'other' && answersTo(certificate, recipient.rid)) return recipient
  }
  throw cmsError('ERR_CMS_RECIPIENT')
}
