import type { Facts } from '@xinyin/core'
import { identifierError } from './codes.ts'

/** The longest that is read. The field has up to 32; no limit of the standard is known. */
export const SERIAL_LIMIT = 64

const FORM = /^[0-9A-Z]+$/

/**
 * The serial is made of what the check character can be computed over.
 *
 * @throws LicenceError `ERR_IDENTIFIER_SERIAL`
 */
export function assertSerial(serial: string): Facts {
  if (serial.length > SERIAL_LIMIT || !FORM.test(serial)) throw identifierError('ERR_IDENTIFIER_SERIAL')
  return { length: serial.length }
}
