import {
  type Certificate,
  createPrivateKey,
  createSigner,
  decodeHex,
  digest,
  type PrivateKey,
  type Role,
  type Trust,
} from '@xinyin/core'
import { createLeaf, createRoot, type LeafOptions } from '@xinyin/core/ca'
import { CMS_ATTRIBUTE, CONTENT_TYPE } from '@xinyin/core/cms'
import {
  encodeContext,
  encodeElement,
  encodeInteger,
  encodeNull,
  encodeOctetString,
  encodeOid,
  encodeSequence,
  encodeSetOf,
} from '@xinyin/core/der'

export const PERIOD = {
  notBefore: new Date('2026-01-01T00:00:00Z'),
  notAfter: new Date('2036-01-01T00:00:00Z'),
}
export const NOON = new Date('2027-06-01T12:00:00Z')
export const CONTENT = new TextEncoder().encode('请示：关于启用电子印章')
export const SHA256 = '2.16.840.1.101.3.4.2.1'

/** Somebody with a certificate of the province. */
export interface Party {
  readonly key: PrivateKey
  readonly certificate: Certificate
}

const rootKey = await createPrivateKey('P-256')
export const root = await createRoot({
  subject: { country: 'CN', commonName: '某省根' },
  key: rootKey,
  ...PERIOD,
})

export const trusting = (...roles: readonly Role[]): Trust => ({
  anchors: [{ certificate: root, roles }],
  intermediates: [],
})
export const TRUST = trusting('document-signer')

export async function createParty(
  kind: Parameters<typeof createPrivateKey>[0],
  changes: Partial<Omit<LeafOptions, 'issuer' | 'publicKey'>> & { readonly key?: PrivateKey } = {},
): Promise<Party> {
  const { key = await createPrivateKey(kind), ...content } = changes
  const certificate = await createLeaf({
    issuer: { certificate: root, key: rootKey },
    subject: { country: 'CN', organization: '某局', commonName: '某局经办人' },
    publicKey: key.publicKey,
    ...PERIOD,
    ...content,
  })
  return { key, certificate }
}

export const attribute = (oid: string, ...values: readonly Uint8Array[]) =>
  encodeSequence(encodeOid(oid), encodeElement(0x31, ...values))

export const algorithm = (oid: string, ...parameters: readonly Uint8Array[]) =>
  encodeSequence(encodeOid(oid), ...parameters)

export const NULL = encodeNull()

/** `contentType`, `messageDigest` and `signingCertificateV2` as they should be. */
export function properAttributes(
  { certificate }: Party,
  content: Uint8Array = CONTENT,
  contentType: string = CONTENT_TYPE.data,
): { type: Uint8Array; digest: Uint8Array; certificate: Uint8Array } {
  const hash = digest('SHA-256', certificate.raw)
  return {
    type: attribute(CMS_ATTRIBUTE.contentType, encodeOid(contentType)),
    digest: attribute(CMS_ATTRIBUTE.messageDigest, encodeOctetString(digest('SHA-256', content))),
    certificate: attribute(
      CMS_ATTRIBUTE.signingCertificateV2,
      encodeSequence(encodeSequence(encodeSequence(encodeOctetString(hash)))),
    ),
  }
}

export interface SignerParts {
  readonly party: Party
  readonly version?: number
  readonly identifier?: Uint8Array
  readonly digestAlgorithm?: Uint8Array
  /** Nothing at all leaves them out. */
  readonly attributes?: readonly Uint8Array[] | undefined
  readonly signatureAlgorithm?: Uint8Array
  readonly signature?: Uint8Array
  readonly unsigned?: readonly Uint8Array[]
  /** What is signed where there are no attributes. */
  readonly content?: Uint8Array
}

export const identify = ({ certificate }: Pick<Party, 'certificate'>) =>
  encodeSequence(certificate.issuer.raw, encodeElement(2, decodeHex(certificate.serialNumber)))

/** A `SignerInfo` of the given parts, properly signed in the order in which the attributes are given. */
export async function forgeSigner(parts: SignerParts): Promise<Uint8Array> {
  const { party, content = CONTENT } = parts
  const signer = createSigner(party.key)
  const attributes =
    'attributes' in parts ? parts.attributes : Object.values(properAttributes(party, content))
  const signed = attributes === undefined ? content : encodeElement(0x31, ...attributes)
  const signature = parts.signature ?? (await signer.sign(signed))
  return encodeSequence(
    encodeInteger(parts.version ?? 1),
    parts.identifier ?? identify(party),
    parts.digestAlgorithm ?? algorithm(SHA256),
    ...(attributes === undefined ? [] : [encodeContext(0, ...attributes)]),
    parts.signatureAlgorithm ?? algorithm(signer.algorithm),
    encodeOctetString(signature),
    ...(parts.unsigned === undefined ? [] : [encodeContext(1, ...parts.unsigned)]),
  )
}

export interface MessageParts {
  readonly type?: string
  readonly version?: number
  readonly digestAlgorithms?: readonly Uint8Array[]
  readonly contentType?: string
  /** Nothing at all detaches it. */
  readonly content?: Uint8Array | undefined
  readonly certificates?: readonly Uint8Array[]
  readonly crls?: readonly Uint8Array[]
  readonly signers: readonly Uint8Array[]
}

/** A message of the given parts. */
export function forgeMessage(parts: MessageParts): Uint8Array {
  const content = 'content' in parts ? parts.content : CONTENT
  return encodeSequence(
    encodeOid(parts.type ?? CONTENT_TYPE.signedData),
    encodeContext(
      0,
      encodeSequence(
        encodeInteger(parts.version ?? 1),
        encodeSetOf(...(parts.digestAlgorithms ?? [algorithm(SHA256)])),
        encodeSequence(
          encodeOid(parts.contentType ?? CONTENT_TYPE.data),
          ...(content === undefined ? [] : [encodeContext(0, encodeOctetString(content))]),
        ),
        ...(parts.certificates === undefined ? [] : [encodeContext(0, ...parts.certificates)]),
        ...(parts.crls === undefined ? [] : [encodeContext(1, ...parts.crls)]),
        encodeElement(0x31, ...parts.signers),
      ),
    ),
  )
}
