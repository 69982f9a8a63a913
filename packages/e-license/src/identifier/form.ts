import { identifierError } from './codes.ts'

/** Root of all e-licence identifiers 电子证照根代码. */
export const IDENTIFIER_ROOT = '1.2.156.3005.2'

/** What tells one licence from all others 证照标识 (GB/T 36904-2018), taken apart. */
export interface Identifier {
  readonly root: string
  /** 证照类型代码: credit code of the authority that defines the type, and three digits. */
  readonly typeCode: string
  /** 证照颁发机构代码: credit code of the issuing authority; region codes of six digits are in use too. */
  readonly issuerCode: string
  /** 流水号: `0-9A-Z`, as the issuing authority numbers. */
  readonly serial: string
  /** 版本号: `001`, and up with every change or renewal. */
  readonly version: string
  /** 校验位. */
  readonly checkCharacter: string
}

/** Longer than any identifier: with the longest serial that is read, one has 125 characters. */
export const IDENTIFIER_LIMIT = 160

const FOREIGN = /[^0-9A-Z.]/

/** A type code that stands where the issuer should: behind it comes a serial, and no issuer. */
const TYPE_CODE = /^[0-9A-Z]{18}\d{3}$/

/**
 * Takes an identifier apart at its dots: root, type code, issuer code, serial, version and check character, all of digits
 * and capital letters (GB/T 36904-2018). Each may still be wrong.
 *
 * @throws LicenceError `ERR_IDENTIFIER_FORM`, `ERR_IDENTIFIER_CHARACTER` with the `position` in the text from 1 on,
 * `ERR_IDENTIFIER_ISSUER_MISSING`
 */
export function splitIdentifier(text: string): Identifier {
  if (text.length > IDENTIFIER_LIMIT) throw identifierError('ERR_IDENTIFIER_FORM', { length: text.length })
  // From the end: how many parts the root has is what may be wrong with it.
  const checkAt = text.lastIndexOf('.')
  const versionAt = dotBefore(text, checkAt)
  const serialAt = dotBefore(text, versionAt)
  const issuerAt = dotBefore(text, serialAt)
  const typeAt = dotBefore(text, issuerAt)
  if (typeAt < 0) throw identifierError('ERR_IDENTIFIER_FORM', { length: text.length })
  const foreign = text.search(FOREIGN)
  if (foreign >= 0) throw identifierError('ERR_IDENTIFIER_CHARACTER', { position: foreign + 1 })
  const identifier = {
    root: text.slice(0, typeAt),
    typeCode: text.slice(typeAt + 1, issuerAt),
    issuerCode: text.slice(issuerAt + 1, serialAt),
    serial: text.slice(serialAt + 1, versionAt),
    version: text.slice(versionAt + 1, checkAt),
    checkCharacter: text.slice(checkAt + 1),
  }
  if (TYPE_CODE.test(identifier.issuerCode) && !TYPE_CODE.test(identifier.typeCode))
    throw identifierError('ERR_IDENTIFIER_ISSUER_MISSING')
  if (text.startsWith('.') || text.endsWith('.') || text.includes('..'))
    throw identifierError('ERR_IDENTIFIER_FORM', { length: text.length })
  return identifier
}

const dotBefore = (text: string, at: number): number => (at <= 0 ? -1 : text.lastIndexOf('.', at - 1))

/** Joins the parts of an identifier, right or wrong, as they are written. */
export function encodeIdentifier(identifier: Identifier): string {
  const { root, typeCode, issuerCode, serial, version, checkCharacter } = identifier
  return `${root}.${typeCode}.${issuerCode}.${serial}.${version}.${checkCharacter}`
}
