import { identifierError } from './codes.ts'
import { mod37of36 } from './iso7064.ts'
import { isRegionCode } from './region.ts'
import { parseUscc } from './uscc.ts'

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

const LIMIT = 160
const FORM = /^(\d+(?:\.\d+)*?)\.([0-9A-Z]{21})\.([0-9A-Z]{1,32})\.([0-9A-Z]{1,64})\.(\d{3})\.([0-9A-Z])$/
const WITHOUT_ISSUER = /^[\d.]+?\.[0-9A-Z]{21}\.[0-9A-Z]{1,64}\.\d{3}\.[0-9A-Z]$/

/**
 * Takes an identifier apart by its form only: codes and check character may still be wrong.
 *
 * @throws LicenceError `ERR_IDENTIFIER_FORM`, `ERR_IDENTIFIER_ISSUER_MISSING`
 */
export function splitIdentifier(text: string): Identifier {
  const match = text.length > LIMIT ? null : FORM.exec(text)
  if (match === null) {
    if (text.length <= LIMIT && WITHOUT_ISSUER.test(text))
      throw identifierError('ERR_IDENTIFIER_ISSUER_MISSING')
    throw identifierError('ERR_IDENTIFIER_FORM', { length: text.length })
  }
  const [, root = '', typeCode = '', issuerCode = '', serial = '', version = '', checkCharacter = ''] = match
  return { root, typeCode, issuerCode, serial, version, checkCharacter }
}

/** The check character that the standard gives: over type, issuer, serial and version, without root and dots. */
export function identifierCheckCharacter(identifier: Omit<Identifier, 'root' | 'checkCharacter'>): string {
  const { typeCode, issuerCode, serial, version } = identifier
  return mod37of36(typeCode + issuerCode + serial + version)
}

/** @throws LicenceError as {@link parseUscc}, and `ERR_IDENTIFIER_TYPE_CODE` */
export function assertTypeCode(typeCode: string): void {
  if (!/^[0-9A-Z]{18}\d{3}$/.test(typeCode)) throw identifierError('ERR_IDENTIFIER_TYPE_CODE')
  parseUscc(typeCode.slice(0, 18))
}

/**
 * Reads an identifier and holds it to the whole standard; a region code as the issuer passes.
 *
 * @throws LicenceError `ERR_IDENTIFIER_*`, `ERR_USCC_*`, `ERR_ORGANISATION_CODE_*`
 */
export function parseIdentifier(text: string): Identifier {
  const identifier = splitIdentifier(text)
  if (identifier.root !== IDENTIFIER_ROOT)
    throw identifierError('ERR_IDENTIFIER_ROOT', { expected: IDENTIFIER_ROOT })
  assertTypeCode(identifier.typeCode)
  if (!isRegionCode(identifier.issuerCode)) parseUscc(identifier.issuerCode)
  if (identifier.version === '000') throw identifierError('ERR_IDENTIFIER_VERSION')
  const expected = identifierCheckCharacter(identifier)
  if (identifier.checkCharacter !== expected)
    throw identifierError('ERR_IDENTIFIER_CHECK', { found: identifier.checkCharacter, expected })
  return identifier
}

export function encodeIdentifier(identifier: Identifier): string {
  const { root, typeCode, issuerCode, serial, version, checkCharacter } = identifier
  return [root, typeCode, issuerCode, serial, version, checkCharacter].join('.')
}

/**
 * Makes the identifier of a new licence, or of a new version of one.
 *
 * @param parts - `version` is 1 to 999 and 1 when absent
 * @throws LicenceError as {@link parseIdentifier}
 */
export function createIdentifier(parts: {
  readonly typeCode: string
  readonly issuerCode: string
  readonly serial: string
  readonly version?: number
}): string {
  const { version = 1 } = parts
  if (!Number.isInteger(version) || version < 1 || version > 999)
    throw new RangeError('version: must be a whole number from 1 to 999')
  if (!/^[0-9A-Z]{1,64}$/.test(parts.serial)) throw identifierError('ERR_IDENTIFIER_SERIAL')
  const body = { ...parts, version: String(version).padStart(3, '0') }
  assertTypeCode(body.typeCode)
  if (!isRegionCode(body.issuerCode)) parseUscc(body.issuerCode)
  const checkCharacter = identifierCheckCharacter(body)
  return encodeIdentifier({ root: IDENTIFIER_ROOT, ...body, checkCharacter })
}
