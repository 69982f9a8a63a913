import { encodeHex } from '../bytes/hex.ts'
import { equalBytes } from '../bytes/sequence.ts'
import { readOctetString, readOid, readTime } from '../der/value.ts'
import { type Check, failed, failedBy, passed, skipped } from '../report.ts'
import { attributeValue, looksLikeAttributes } from './attribute.ts'
import type { MessageDigest } from './digest.ts'
import { CMS_ATTRIBUTE, isPlainData } from './oid.ts'
import type { SignerInfo } from './signer-info.ts'

/** Attributes that mean nothing unless they have exactly one value (RFC 5652, 11.1 to 11.3; RFC 5035, 5.4). */
const SINGLE: ReadonlySet<string> = /* @__PURE__ */ new Set([
  CMS_ATTRIBUTE.contentType,
  CMS_ATTRIBUTE.messageDigest,
  CMS_ATTRIBUTE.signingTime,
  CMS_ATTRIBUTE.signingCertificate,
  CMS_ATTRIBUTE.signingCertificateV2,
  CMS_ATTRIBUTE.algorithmProtection,
])

/** Attributes that only a signature can cover, and those that speak of one that is already there (RFC 5652, 11). */
const SIGNED_ONLY: ReadonlySet<string> = SINGLE
const UNSIGNED_ONLY: ReadonlySet<string> = /* @__PURE__ */ new Set([
  CMS_ATTRIBUTE.countersignature,
  CMS_ATTRIBUTE.timeStampToken,
])

/**
 * Whether the attributes are what they must be (RFC 5652, 5.3): there unless the content is plain data, none of them
 * twice, those of one value with one, the digest of the content and its type among them, none in the wrong place.
 *
 * @param contentType - of the message; nothing for a countersignature, which states none (RFC 5652, 11.4)
 * @param content - what is signed where there are no attributes, as far as it is at hand
 * @returns the check `cms.signed-attributes`
 */
export function checkSignedAttributes(
  signer: SignerInfo,
  contentType: string | undefined,
  content: Uint8Array | undefined,
): Check {
  const id = 'cms.signed-attributes'
  const misplaced = signer.unsignedAttributes.find(({ oid }) => SIGNED_ONLY.has(oid))
  if (misplaced !== undefined) return failed(id, 'ERR_CMS_ATTRIBUTE_MISPLACED', { attribute: misplaced.oid })

  if (signer.signedAttributes === undefined) {
    if (contentType !== undefined && !isPlainData(contentType))
      return failed(id, 'ERR_CMS_ATTRIBUTES_MISSING', { contentType })
    if (content !== undefined && looksLikeAttributes(content))
      return failed(id, 'ERR_CMS_ATTRIBUTES_AS_CONTENT')
    return passed(id, { attributes: 0 })
  }

  const { attributes } = signer.signedAttributes
  const seen = new Set<string>()
  for (const { oid, values } of attributes) {
    if (seen.has(oid)) return failed(id, 'ERR_CMS_ATTRIBUTE_TWICE', { attribute: oid })
    seen.add(oid)
    if (SINGLE.has(oid) && values.length !== 1)
      return failed(id, 'ERR_CMS_ATTRIBUTE_VALUES', { attribute: oid, found: values.length })
    if (UNSIGNED_ONLY.has(oid) || (contentType === undefined && oid === CMS_ATTRIBUTE.contentType))
      return failed(id, 'ERR_CMS_ATTRIBUTE_MISPLACED', { attribute: oid })
  }
  const needed = [
    CMS_ATTRIBUTE.messageDigest,
    ...(contentType === undefined ? [] : [CMS_ATTRIBUTE.contentType]),
  ]
  const missing = needed.find((oid) => !seen.has(oid))
  if (missing !== undefined) return failed(id, 'ERR_CMS_ATTRIBUTE_MISSING', { attribute: missing })
  try {
    readSigningTime(signer)
  } catch (error) {
    return failedBy(id, error)
  }
  return passed(id, { attributes: attributes.length })
}

/**
 * When the signer says that he signed (RFC 5652, 11.3). It proves nothing.
 *
 * @throws CoreError `ERR_DER_*`
 */
export function readSigningTime({ signedAttributes }: SignerInfo): Date | undefined {
  const value = attributeValue(signedAttributes?.attributes ?? [], CMS_ATTRIBUTE.signingTime)
  return value && readTime(value)
}

/** Whether what the signer says of the content's type is so (RFC 5652, 11.1). @returns `cms.content-type` */
export function checkContentType({ signedAttributes }: SignerInfo, contentType: string): Check {
  const id = 'cms.content-type'
  try {
    const value = attributeValue(signedAttributes?.attributes ?? [], CMS_ATTRIBUTE.contentType)
    if (value === undefined) return skipped(id, 'signed-attributes')
    const expected = readOid(value)
    return expected === contentType
      ? passed(id, { contentType })
      : failed(id, 'ERR_CMS_CONTENT_TYPE_ATTRIBUTE', { expected, found: contentType })
  } catch (error) {
    return failedBy(id, error)
  }
}

/** Whether the digest that was signed is that of the content (RFC 5652, 11.2). @returns `cms.message-digest` */
export function checkMessageDigest(
  { signedAttributes }: SignerInfo,
  digest: MessageDigest,
  found: Uint8Array,
): Check {
  const id = 'cms.message-digest'
  try {
    const value = attributeValue(signedAttributes?.attributes ?? [], CMS_ATTRIBUTE.messageDigest)
    if (value === undefined) return skipped(id, 'signed-attributes')
    return equalBytes(readOctetString(value), found)
      ? passed(id, { digest, value: encodeHex(found) })
      : failed(id, 'ERR_CMS_MESSAGE_DIGEST', { digest })
  } catch (error) {
    return failedBy(id, error)
  }
}
