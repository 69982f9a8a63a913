import type { Check, Facts } from '@xinyin/core'
import { checkBy } from './check-by.ts'
import { identifierError } from './codes.ts'
import type { Identifier } from './form.ts'
import { SERIAL_LIMIT } from './is-part.ts'

const ID = 'identifier.serial'

const FORM = /^[0-9A-Z]+$/

/**
 * The serial is made of what the check character can be computed over (GB/T 36904-2018).
 *
 * @throws LicenceError `ERR_IDENTIFIER_SERIAL`
 */
export function assertSerial(serial: string): Facts {
  if (serial.length > SERIAL_LIMIT || !FORM.test(serial)) throw identifierError('ERR_IDENTIFIER_SERIAL')
  return { length: serial.length }
}

export const checkSerial = ({ serial }: Identifier): Check => checkBy(ID, () => assertSerial(serial))
