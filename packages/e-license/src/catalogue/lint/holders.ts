import { isHolderCodeType, isPersonCode } from '../../metadata/holder-code.ts'
import type { LicenceType } from '../licence-type.ts'
import type { Note } from './finding.ts'

/** Kinds of holder codes are ones of GB/T 36903-2018, Annex A, and those of the kind of holder. */
export function lintHolders({ holders, validity }: LicenceType, note: Note): void {
  const { kind, codeTypes, limit } = holders
  if (codeTypes.length === 0) note('catalogue.holder-codes', '/holders/codeTypes', { found: '-' })
  codeTypes.forEach((codeType, i) => {
    const place = `/holders/codeTypes/${i}`
    if (!isHolderCodeType(codeType)) note('catalogue.holder-codes', place, { found: codeType })
    else if (kind !== 'any' && isPersonCode(codeType) !== (kind === 'person'))
      note('catalogue.holder-kind', place, { kind, codeType })
  })
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 200))
    note('catalogue.holder-limit', '/holders/limit', { limit })
  if (validity.kind === 'age' && kind !== 'person') note('catalogue.validity-holder', '/validity')
}
