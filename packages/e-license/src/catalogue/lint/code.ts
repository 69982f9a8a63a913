import { isCreditCode } from '../../metadata/holder-code.ts'
import type { LicenceType } from '../licence-type.ts'
import type { Note } from './finding.ts'

/** The type code is a credit code and a number, and its authority is the one that defines the type. */
export function lintCode({ code, authority }: LicenceType, note: Note): void {
  const creditCode = code.slice(0, 18)
  const isFormed = /^[0-9A-Z]{18}\d{3}$/.test(code)
  if (!isFormed) note('catalogue.type-code', '/code', { code })
  else if (!isCreditCode(creditCode)) note('catalogue.type-code-check', '/code', { code })
  if (isFormed && code.endsWith('000')) note('catalogue.type-sequence', '/code', { code })
  if (!isCreditCode(authority.code))
    note('catalogue.authority-code', '/authority/code', { authority: authority.code })
  else if (isFormed && isCreditCode(creditCode) && authority.code !== creditCode)
    note(
      'catalogue.authority-mismatch',
      '/authority/code',
      { authority: authority.code, expected: creditCode },
      creditCode,
    )
}
