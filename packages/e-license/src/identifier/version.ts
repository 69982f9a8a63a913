import type { Check, Facts } from '@xinyin/core'
import { checkBy } from './check-by.ts'
import { identifierError } from './codes.ts'
import type { Identifier } from './form.ts'

const ID = 'identifier.version'

const FORM = /^\d{3}$/

/**
 * The version is three digits and begins with 001 (GB/T 36904-2018).
 *
 * @throws LicenceError `ERR_IDENTIFIER_VERSION`
 */
export function assertVersion(version: string): Facts {
  if (version.length !== 3 || !FORM.test(version) || version === '000')
    throw identifierError('ERR_IDENTIFIER_VERSION')
  return { version: Number(version) }
}

export const checkVersion = ({ version }: Identifier): Check => checkBy(ID, () => assertVersion(version))
