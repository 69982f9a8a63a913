import { encodeHex } from '../bytes/hex.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { children, type DerNode, expectTag, openDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { isStringTag, readOid, readSequenceOf, readString } from '../der/value.ts'
import { encodeElement } from '../der/write.ts'
import { CoreError } from '../errors.ts'
import { ATTRIBUTE, ATTRIBUTE_KEYWORD } from './oid.ts'

/** A distinguished name (RFC 5280, 4.1.2.4). */
export interface Name {
  /** DER of the name, as it arrived: names are the same when their normalised forms are. */
  readonly raw: Uint8Array
  readonly attributes: readonly NameAttribute[]
  readonly commonName: string | undefined
  readonly organization: string | undefined
  /** RFC 4514 form: `CN=…,O=…,C=CN`. */
  readonly text: string
}

export interface NameAttribute {
  readonly oid: string
  /** The text; of a value that is no character string, `#` and its DER in hexadecimal. */
  readonly value: string
  /** Whether the value is a character string. */
  readonly isText: boolean
}

/** More attributes than any name in use has. */
const MAX_ATTRIBUTES = 64

/** Reads one `RelativeDistinguishedName`, which must not be empty. */
export function readRelativeName(node: DerNode): { raw: Uint8Array; attributes: NameAttribute[] } {
  const attributes = children(expectTag(node, TAG.set)).map(readAttribute)
  if (attributes.length === 0 || attributes.length > MAX_ATTRIBUTES) {
    throw new CoreError('ERR_CERTIFICATE_NAME', { limit: MAX_ATTRIBUTES })
  }
  return { raw: encodeElement(TAG.set, node.content), attributes }
}

/** The relative distinguished names of a name, each a set of attributes, in the order of their encoding. */
export function readRelativeNames(node: DerNode): NameAttribute[][] {
  const names = readSequenceOf(node, (set) => children(expectTag(set, TAG.set)).map(readAttribute))
  const count = names.reduce((sum, set) => sum + set.length, 0)
  if (names.some((set) => set.length === 0) || count > MAX_ATTRIBUTES) {
    throw new CoreError('ERR_CERTIFICATE_NAME', { limit: MAX_ATTRIBUTES })
  }
  return names
}

function readAttribute(node: DerNode): NameAttribute {
  const cursor = openDer(node)
  const oid = readOid(cursor.next())
  const value = cursor.next()
  cursor.end()
  const isText = isStringTag(value.tag)
  return { oid, value: isText ? readString(value) : `#${encodeHex(value.raw)}`, isText }
}

/** Reads a distinguished name of any of the character string types. */
export function readName(node: DerNode): Name {
  const relative = readRelativeNames(node)
  const attributes = relative.flat()
  const last = (oid: string) => attributes.findLast((attribute) => attribute.oid === oid)?.value
  return {
    raw: node.raw,
    attributes,
    commonName: last(ATTRIBUTE.commonName),
    organization: last(ATTRIBUTE.organization),
    text: relative
      .toReversed()
      .map((set) => set.map(attributeText).join('+'))
      .join(','),
  }
}

function attributeText({ oid, value, isText }: NameAttribute): string {
  return `${ATTRIBUTE_KEYWORD.get(oid) ?? oid}=${isText ? escapeValue(value) : value}`
}

// Beyond what RFC 4514, 2.4 asks for, characters that reorder or hide text are written out as octets, which it allows:
// a name is shown to people who decide by it.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

function escapeValue(value: string): string {
  return value
    .replace(/["+,;<>\\]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ')
    .replace(HIDDEN, (character) => encodeHex(encodeUtf8(character)).replace(/../g, '\\$&'))
}
