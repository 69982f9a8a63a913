import { assertCheckCharacter } from './check-character.ts'
import { encodeIdentifier, IDENTIFIER_ROOT, type Identifier, splitIdentifier } from './form.ts'
import { isIdentifier } from './is-identifier.ts'
import { assertIssuerCode } from './issuer-code.ts'
import { identifierCheckCharacter } from './right-character.ts'
import { assertRoot } from './root.ts'
import { assertSerial } from './serial.ts'
import { assertTypeCode } from './type-code.ts'
import { assertVersion } from './version.ts'

/**
 * Reads an identifier and holds it to the whole standard (GB/T 36904-2018); a region code as the issuer passes.
 *
 * @throws LicenceError `ERR_IDENTIFIER_*`; CoreError `ERR_USCC_*`, `ERR_ORGANISATION_CODE_*`
 */
export function parseIdentifier(text: string): Identifier {
  const identifier = splitIdentifier(text)
  // Nearly all are right, which takes less time to see than what would be wrong.
  if (isIdentifier(text)) return identifier
  assertRoot(identifier)
  assertTypeCode(identifier.typeCode)
  assertIssuerCode(identifier.issuerCode)
  assertSerial(identifier.serial)
  assertVersion(identifier.version)
  assertCheckCharacter(identifier)
  return identifier
}

/**
 * Makes the identifier of a new licence, or of a new version of one.
 *
 * @param parts - `version` is 1 to 999 and 1 when absent
 * @throws LicenceError, CoreError as {@link parseIdentifier}
 */
export function createIdentifier(parts: {
  readonly typeCode: string
  readonly issuerCode: string
  readonly serial: string
  readonly version?: number
}): string {
  const { typeCode, issuerCode, serial, version: number = 1 } = parts
  if (!Number.isInteger(number) || number < 1 || number > 999)
    throw new RangeError('version: must be a whole number from 1 to 999')
  assertTypeCode(typeCode)
  assertIssuerCode(issuerCode)
  assertSerial(serial)
  const version = String(number).padStart(3, '0')
  const checkCharacter = identifierCheckCharacter({ typeCode, issuerCode, serial, version })
  return encodeIdentifier({ root: IDENTIFIER_ROOT, typeCode, issuerCode, serial, version, checkCharacter })
}
