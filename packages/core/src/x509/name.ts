import { encodeHex } from '../bytes/hex.ts'
import { assertOctets } from '../bytes/octets.ts'
import { encodeUtf8 } from '../bytes/utf8.ts'
import { children, type DerNode, DerWalk, expectTag, openDer, parseDer } from '../der/read.ts'
import { TAG } from '../der/tag.ts'
import { assertString, isStringTag, readOid, readSequenceOf, readString } from '../der/value.ts'
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
  /** The identifier octet of the value: which string type it is. */
  readonly tag: number
}

/** More attributes than any name in use has. */
const MAX_ATTRIBUTES = 64

/** Reads one `RelativeDistinguishedName`, which must not be empty. */
export function readRelativeName(node: DerNode): { raw: Uint8Array; attributes: NameAttribute[] } {
  const attributes = readSet(node)
  if (attributes.length > MAX_ATTRIBUTES) throw tooMany()
  return { raw: encodeElement(TAG.set, node.content), attributes }
}

/** The relative distinguished names of a name, each a set of attributes, in the order of their encoding. */
export function readRelativeNames(node: DerNode): NameAttribute[][] {
  const names = readSequenceOf(node, readSet)
  let count = 0
  for (const set of names) count += set.length
  if (count > MAX_ATTRIBUTES) throw tooMany()
  return names
}

function readSet(node: DerNode): NameAttribute[] {
  const attributes = children(expectTag(node, TAG.set)).map(readAttribute)
  if (attributes.length === 0) throw tooMany()
  return attributes
}

function tooMany(): CoreError {
  return new CoreError('ERR_CERTIFICATE_NAME', { limit: MAX_ATTRIBUTES })
}

function readAttribute(node: DerNode): NameAttribute {
  const cursor = openDer(node)
  const oid = readOid(cursor.next())
  const value = cursor.next()
  cursor.end()
  const isText = isStringTag(value.tag)
  return { oid, value: isText ? readString(value) : `#${encodeHex(value.raw)}`, isText, tag: value.tag }
}

/** Refuses what {@link readRelativeNames} would, without making anything of it. */
export function assertName(node: DerNode): void {
  const sets = new DerWalk(node)
  let count = 0
  let attributes: DerWalk | undefined
  let parts: DerWalk | undefined
  while (sets.step()) {
    attributes = attributes?.open(sets, TAG.set) ?? new DerWalk(sets, TAG.set)
    if (!attributes.step()) throw tooMany()
    do {
      if (++count > MAX_ATTRIBUTES) throw tooMany()
      parts = parts?.open(attributes) ?? new DerWalk(attributes)
      readOid(parts.take())
      if (isStringTag(parts.take().tag)) assertString(parts)
      parts.finish()
    } while (attributes.step())
  }
}

/** What a name says, read when it is asked for: of those of certificates that a search passes by nothing is. */
export class ReadName {
  readonly octets: Uint8Array
  #relative: readonly (readonly NameAttribute[])[] | undefined
  #attributes: readonly NameAttribute[] | undefined
  #text: string | undefined

  /** @param octets - a name that was held to be one */
  constructor(octets: Uint8Array) {
    this.octets = octets
  }

  #relativeNames(): readonly (readonly NameAttribute[])[] {
    this.#relative ??= readRelativeNames(parseDer(this.octets))
    return this.#relative
  }

  get attributes(): readonly NameAttribute[] {
    // Frozen, since other certificates may have it too.
    this.#attributes ??= Object.freeze(
      this.#relativeNames()
        .flat()
        .map((attribute) => Object.freeze(attribute)),
    )
    return this.#attributes
  }

  get text(): string {
    this.#text ??= nameText(this.#relativeNames())
    return this.#text
  }
}

class ParsedName implements Name {
  declare readonly raw: Uint8Array
  #read: ReadName | undefined

  constructor(raw: Uint8Array, read: ReadName | undefined) {
    this.raw = raw
    this.#read = read
  }

  get #said(): ReadName {
    this.#read ??= new ReadName(this.raw)
    return this.#read
  }

  get attributes(): readonly NameAttribute[] {
    return this.#said.attributes
  }

  /** For those who write it down: what is read when it is asked for would not be there. */
  toJSON(): Pick<Name, 'attributes' | 'text'> {
    return { attributes: this.attributes, text: this.text }
  }

  get commonName(): string | undefined {
    return this.#last(ATTRIBUTE.commonName)
  }

  get organization(): string | undefined {
    return this.#last(ATTRIBUTE.organization)
  }

  get text(): string {
    return this.#said.text
  }

  #last(oid: string): string | undefined {
    return this.attributes.findLast((attribute) => attribute.oid === oid)?.value
  }
}

/**
 * The name that octets are, which were held to be one.
 *
 * @param read - what it says, where others are known to say the same
 */
export const nameOf = (raw: Uint8Array, read?: ReadName): Name => new ParsedName(raw, read)

/** Reads a distinguished name of any of the character string types. */
export function readName(node: DerNode): Name {
  assertName(node)
  return nameOf(node.raw)
}

/**
 * Reads a distinguished name (RFC 5280, 4.1.2.4), as `raw` of one holds it.
 *
 * @throws CoreError `ERR_CERTIFICATE_NAME`, `ERR_DER_*`, `ERR_BYTES_UTF8`
 * @example
 * parseName(certificate.subject.raw).text
 */
export function parseName(der: Uint8Array): Name {
  assertOctets('der', der)
  // A copy: what was read must not change under its readers when the caller uses his buffer again.
  return readName(parseDer(new Uint8Array(der)))
}

/** RFC 4514, 2.1: from the last part to the first. */
function nameText(relative: readonly (readonly NameAttribute[])[]): string {
  let text = ''
  for (let index = relative.length - 1; index >= 0; index--) {
    for (const [position, attribute] of (relative[index] ?? []).entries()) {
      if (position > 0) text += '+'
      else if (text !== '') text += ','
      text += attributeText(attribute)
    }
  }
  return text
}

function attributeText({ oid, value, isText }: NameAttribute): string {
  return `${ATTRIBUTE_KEYWORD.get(oid) ?? oid}=${isText ? escapeValue(value) : value}`
}

function escapeValue(value: string): string {
  return isPlain(value)
    ? value
    : escapeHidden(
        value
          .replace(/["+,;<>\\]/g, '\\$&')
          .replace(/^[ #]/, '\\$&')
          .replace(/ $/, '\\ '),
      )
}

/**
 * What nearly all values consist of, and nothing is done to: letters, digits and a few signs, with spaces between them.
 * Expressions with classes of Unicode stand where they are used: to read one takes long, and most programs say no name.
 */
function isPlain(value: string): boolean {
  return (
    /^[\p{L}\p{N}_.()（）-](?:[\p{L}\p{N}_.()（） -]*[\p{L}\p{N}_.()（）-])?$/u.test(value) &&
    !/[\u115f\u1160\u3164\uffa0]/.test(value)
  )
}

function escapeOctets(character: string): string {
  return encodeHex(encodeUtf8(character)).replace(/../g, '\\$&')
}

/**
 * Text with the characters written out that reorder or hide text, as in the text of names: a name is shown to people who
 * decide by it. RFC 4514, 2.4 allows octets for any character and asks for those of fewer. Some that show nothing are letters
 * or marks, the fillers of Hangul for one.
 */
export function escapeHidden(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]|\u034f|\u17b4|\u17b5/gu,
    escapeOctets,
  )
}
