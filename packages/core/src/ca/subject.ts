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

/** Text of the attributes that are not UTF8String. */
const SYNTAX: Partial<Record<keyof Subject, RegExp>> = {
  country: /^[A-Z]{2}$/,
  serialNumber: /^[A-Za-z0-9 '()+,\-./:=?]+$/,
  emailAddress: /^[\x21-\x7e]+@[\x21-\x7e]+$/,
}

// Characters that hide or reorder text: a certificate is shown to people who decide by the name in it.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]/u

/** Whether a value that somebody asks for can stand in a subject, so that {@link encodeSubject} takes it. */
export function isSubjectValue(attribute: keyof Subject, value: string): boolean {
  const length = [...value].length
  const isWell = length > 0 && length <= (UPPER_BOUND[attribute] ?? 64) && !HIDDEN.test(value)
  return isWell && value === value.trim() && (SYNTAX[attribute]?.test(value) ?? true)
}

/** The attributes of subjects by their object identifiers. */
export const SUBJECT_ATTRIBUTES: ReadonlyMap<string, keyof Subject> = /* @__PURE__ */ new Map(
  /* @__PURE__ */ ORDER.map((attribute) => [ATTRIBUTE[attribute], attribute]),
)

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
