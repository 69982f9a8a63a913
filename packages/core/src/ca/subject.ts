import { TAG } from '../der/tag.ts'
import {
  encodeElement,
  encodeIa5String,
  encodeOid,
  encodePrintableString,
  encodeSequence,
  encodeUtf8String,
} from '../der/write.ts'
import { ATTRIBUTE } from '../x509/oid.ts'

/** The name of a person, an office or an authority, in any script. */
export interface Subject {
  /** Two letters (ISO 3166): `CN`. */
  readonly country?: string
  readonly state?: string
  readonly locality?: string
  readonly organization?: string
  readonly organizationalUnit?: string
  readonly commonName?: string
  /** Number of the person or organisation, not of the certificate. */
  readonly serialNumber?: string
  /** Unified social credit code 统一社会信用代码 and the like. */
  readonly organizationIdentifier?: string
  readonly emailAddress?: string
}

/** From the widest to the narrowest, as programs show names. */
const ORDER = [
  'country',
  'state',
  'locality',
  'organization',
  'organizationIdentifier',
  'organizationalUnit',
  'commonName',
  'serialNumber',
  'emailAddress',
] as const satisfies readonly (keyof Subject)[]

/** RFC 5280, A.1: the upper bounds on the lengths of attributes, in characters. */
const UPPER_BOUND: Partial<Record<keyof Subject, number>> = {
  state: 128,
  locality: 128,
  emailAddress: 255,
}

/**
 * Writes a distinguished name: one attribute in each part, text as UTF8String, as RFC 5280, 4.1.2.4 asks for.
 *
 * @throws TypeError when there is no attribute at all, or a country is not two letters
 * @throws RangeError when a value is empty or longer than RFC 5280, A.1 allows
 */
export function encodeSubject(subject: Subject): Uint8Array {
  const parts = ORDER.flatMap((attribute) => {
    const value = subject[attribute]
    return value === undefined ? [] : [encodePart(attribute, value)]
  })
  if (parts.length === 0) throw new TypeError('subject: a name needs at least one attribute')
  return encodeSequence(...parts)
}

function encodePart(attribute: (typeof ORDER)[number], value: string): Uint8Array {
  const limit = UPPER_BOUND[attribute] ?? 64
  if (value.length === 0 || [...value].length > limit) {
    throw new RangeError(`subject.${attribute}: expected 1 to ${limit} characters`)
  }
  return encodeElement(
    TAG.set,
    encodeSequence(encodeOid(ATTRIBUTE[attribute]), encodeValue(attribute, value)),
  )
}

function encodeValue(attribute: (typeof ORDER)[number], value: string): Uint8Array {
  if (attribute === 'emailAddress') return encodeIa5String(value)
  if (attribute === 'serialNumber') return encodePrintableString(value)
  if (attribute !== 'country') return encodeUtf8String(value)
  if (!/^[A-Z]{2}$/.test(value)) throw new TypeError('subject.country: expected two capital letters')
  return encodePrintableString(value)
}
