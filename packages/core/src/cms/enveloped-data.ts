import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { parseBer, readBerOctets } from '../der/ber.ts'
import {
  children,
  type DerCursor,
  type DerNode,
  expectTag,
  openDer,
  parseDer,
  readExplicit,
} from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { underTag } from '../der/under-tag.ts'
import { readOid, readSmallInteger } from '../der/value.ts'
import { completeLimits } from '../limits.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import { attributeValue, type CmsAttribute, readAttributes } from './attribute.ts'
import { cmsError } from './codes.ts'
import { type Recipient, readRecipients } from './enveloped-recipient.ts'
import { CMS_ATTRIBUTE, CONTENT_TYPE } from './oid.ts'
import { type CmsProfile, toBer } from './signed-data.ts'

/** Object identifiers of envelopes (RFC 5652, 6.1; RFC 5083, 2.1; GM/T 0010-2012). */
export const ENVELOPE_TYPE = {
  enveloped: '1.2.840.113549.1.7.3',
  authenticated: '1.2.840.113549.1.9.16.1.23',
  gmEnveloped: '1.2.156.10197.6.1.4.2.3',
} as const

/** A message that is encrypted for its recipients. */
export interface EnvelopedData {
  /** The whole message, as it arrived. */
  readonly raw: Uint8Array
  readonly profile: CmsProfile
  /** `AuthEnvelopedData` (RFC 5083): a change of it is noticed. `EnvelopedData` promises nothing of the kind. */
  readonly authenticated: boolean
  readonly recipients: readonly Recipient[]
  /** OID of what the content is. */
  readonly contentType: string
  readonly cipher: AlgorithmIdentifier
  readonly ciphertext: Uint8Array
  /** Of an authenticated message: the tag, and the attributes that it covers, under the tag of `SET OF`. */
  readonly mac: Uint8Array
  readonly authenticatedAttributes: Uint8Array
}

/** What a message may take. Defaults: 64 MiB, 64 levels, 100,000 elements, 1,000 recipients. */
export interface EnvelopedDataLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  readonly maxElements: number
  readonly maxRecipients: number
}

const DEFAULT_LIMITS: EnvelopedDataLimits = {
  maxBytes: 64 * 1024 * 1024,
  maxDepth: 64,
  maxElements: 100_000,
  maxRecipients: 1000,
}

const MAX_ATTRIBUTES = 64
const NOTHING = /* @__PURE__ */ new Uint8Array(0)

/**
 * Reads a `ContentInfo` with `EnvelopedData` (RFC 5652, 6.1; GB/T 35275-2017, 9) or `AuthEnvelopedData` (RFC 5083), PEM
 * (`CMS`, `PKCS7`) or in the basic encoding rules. Nothing is decrypted.
 *
 * @throws CoreError `ERR_CMS_CONTENT_TYPE`, `ERR_CMS_VERSION`, `ERR_CMS_COUNT`, `ERR_CMS_CONTENT_MISSING`,
 *   `ERR_CMS_ENVELOPE_ATTRIBUTE`, `ERR_DER_*`, `ERR_PEM_*`
 */
export function parseEnvelopedData(
  pemOrDer: string | Uint8Array,
  limits: Partial<EnvelopedDataLimits> = {},
): EnvelopedData {
  const all = completeLimits(DEFAULT_LIMITS, limits)
  const whole = parseBer(new Uint8Array(toBer(pemOrDer)), all)
  const info = openDer(whole)
  const type = readOid(info.next())
  if (!Object.values<string>(ENVELOPE_TYPE).includes(type))
    throw cmsError('ERR_CMS_CONTENT_TYPE', { expected: ENVELOPE_TYPE.enveloped, found: type })
  const authenticated = type === ENVELOPE_TYPE.authenticated
  const fields = openDer(readExplicit(info.next(contextTag(0))))
  info.end()

  const version = readSmallInteger(fields.next())
  if (version < 0 || version > 4) throw cmsError('ERR_CMS_VERSION', { found: version })
  // `OriginatorInfo`: certificates for agreements with keys of long life, which are not accepted.
  fields.optional(contextTag(0))
  const recipients = readAll(fields.next(), all.maxRecipients)
  const content = readEncryptedContent(fields.next(TAG.sequence))
  const tagged = authenticated ? readTagged(fields, content.contentType) : skipAttributes(fields)
  fields.end()
  return {
    raw: whole.raw,
    profile: type === ENVELOPE_TYPE.gmEnveloped ? 'GMT0010' : 'PKCS7',
    authenticated,
    recipients,
    ...content,
    ...tagged,
  }
}

function readAll(node: DerNode, limit: number): Recipient[] {
  const elements = children(expectTag(node, TAG.set))
  const recipients: Recipient[] = []
  for (const element of elements) {
    recipients.push(...readRecipients(element))
    if (recipients.length > limit) throw cmsError('ERR_CMS_COUNT', { type: 'recipientInfos', limit })
  }
  return recipients
}

/** `EncryptedContentInfo` (RFC 5652, 6.1). */
function readEncryptedContent(node: DerNode): Pick<EnvelopedData, 'contentType' | 'cipher' | 'ciphertext'> {
  const fields = openDer(node)
  const contentType = readOid(fields.next())
  const cipher = readAlgorithmIdentifier(fields.next(TAG.sequence))
  const primitive = contextTag(0, 'primitive')
  const encrypted = fields.optional(primitive) ?? fields.optional(contextTag(0))
  fields.end()
  if (encrypted === undefined) throw cmsError('ERR_CMS_CONTENT_MISSING')
  return { contentType, cipher, ciphertext: readBerOctets(encrypted, primitive) }
}

type Tagged = Pick<EnvelopedData, 'mac' | 'authenticatedAttributes'>

/** `unprotectedAttrs` say nothing that anyone could rely on. */
function skipAttributes(fields: DerCursor): Tagged {
  fields.optional(contextTag(1))
  return { mac: NOTHING, authenticatedAttributes: NOTHING }
}

/** `authAttrs`, `mac` and `unauthAttrs` (RFC 5083, 2.1). */
function readTagged(fields: DerCursor, contentType: string): Tagged {
  const found = fields.optional(contextTag(1))
  const authenticatedAttributes = found === undefined ? NOTHING : underSetOf(found)
  const attributes =
    found === undefined ? [] : readAttributes(parseDer(authenticatedAttributes), MAX_ATTRIBUTES)
  checkContentType(attributes, contentType)
  const mac = readBerOctets(fields.next())
  fields.optional(contextTag(2))
  return { mac, authenticatedAttributes }
}

/** What the tag covers: the attributes as found, under the tag of `SET OF` in place of their own (RFC 5083, 2.2). */
function underSetOf({ raw }: DerNode): Uint8Array {
  return underTag(raw, TAG.set)
}

/** The tag does not cover the type of the content, so that an attribute has to say it, unless it is plain data. */
function checkContentType(attributes: readonly CmsAttribute[], contentType: string): void {
  const value = attributeValue(attributes, CMS_ATTRIBUTE.contentType)
  const stated = value === undefined ? CONTENT_TYPE.data : readOid(value)
  if (stated !== contentType) throw cmsError('ERR_CMS_ENVELOPE_ATTRIBUTE', { contentType })
}
