import { children, type DerNode, expectTag, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { underTag } from '../der/under-tag.ts'
import { readOid } from '../der/value.ts'
import { TrustError } from '../errors.ts'
import { cmsError } from './codes.ts'

/** A statement about a message or its signature (RFC 5652, 5.3). */
export interface CmsAttribute {
  readonly oid: string
  /** DER of each value, at least one. */
  readonly values: readonly Uint8Array[]
}

/** The attributes that a signature covers, and the bytes that it covers. */
export interface SignedAttributes {
  /** As they arrived, under the tag of `SET OF` in place of `[0]`: what is signed (RFC 5652, 5.4). */
  readonly signedBytes: Uint8Array
  readonly attributes: readonly CmsAttribute[]
}

function readAttribute(node: DerNode, limit: number): CmsAttribute {
  const cursor = openDer(node)
  const oid = readOid(cursor.next())
  const values = children(expectTag(cursor.next(), TAG.set)).map(({ raw }) => raw)
  cursor.end()
  if (values.length > limit) throw cmsError('ERR_CMS_COUNT', { type: 'attrValues', limit })
  if (values.length === 0) throw cmsError('ERR_CMS_ATTRIBUTE_VALUES', { attribute: oid, found: 0 })
  return { oid, values }
}

/** The attributes of a `SET OF` under whatever tag: so many at most, and as many values of one. */
export function readAttributes(node: DerNode, limit: number): CmsAttribute[] {
  const elements = children(node)
  if (elements.length > limit) throw cmsError('ERR_CMS_COUNT', { type: 'attributes', limit })
  return elements.map((element) => readAttribute(element, limit))
}

/**
 * Reads `signedAttrs [0] IMPLICIT`. They are DER also where the message is not (RFC 5652, 5.3), but for the order of
 * the set: programs in use write them in one of their own, sign that, and everybody verifies the bytes as found.
 */
export function readSignedAttributes(node: DerNode, limit: number): SignedAttributes {
  const signedBytes = underTag(expectTag(node, contextTag(0)).raw, TAG.set)
  const attributes = readAttributes(parseDer(signedBytes, node.limits), limit)
  return { signedBytes, attributes }
}

/**
 * Whether bytes are what a signature over attributes covers.
 *
 * Content that is signed without attributes must not look so: the signature of a message with attributes would pass for
 * one over them as the content, and the other way round (RFC 5652, 5.3 leaves the two without a separation).
 */
export function looksLikeAttributes(content: Uint8Array): boolean {
  if (content[0] !== TAG.set) return false
  try {
    const elements = children(parseDer(content, { maxBytes: Number.MAX_SAFE_INTEGER }))
    return elements.length > 0 && elements.every(hasFormOfAttribute)
  } catch (error) {
    if (error instanceof TrustError) return false
    throw error
  }
}

/** A type and a set of whatever: what {@link readAttribute} refuses, another reader may take. */
function hasFormOfAttribute(node: DerNode): boolean {
  const cursor = openDer(node)
  readOid(cursor.next())
  cursor.next(TAG.set)
  cursor.end()
  return true
}

/** The value of an attribute that has one, as a node; nothing where the attribute is absent. */
export function attributeValue(attributes: readonly CmsAttribute[], oid: string): DerNode | undefined {
  const [value] = attributes.find((attribute) => attribute.oid === oid)?.values ?? []
  return value === undefined ? undefined : parseDer(value)
}
