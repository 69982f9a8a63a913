import { isRegionCode, regionOf } from '../../identifier/region.ts'
import { isCreditCode } from '../../metadata/holder-code.ts'
import { isMisspelling } from '../nearest.ts'
import { allOf, firstOf, type Row } from './row.ts'

/** Issuers have a credit code each, and issue the type where they are. */
export function checkIssuers(row: Row): void {
  const { note, type } = row
  const names = allOf(row, 'ZZBFJG')
  const codes = allOf(row, 'ZZBFJGDM')
  checkCount(row, 'ZZBFJGDM', codes, 'ZZBFJG', names)
  for (const code of codes) {
    if (code === '') note('row.element-missing', 'ZZBFJGDM')
    else if (isRegionCode(code)) note('row.issuer-region', 'ZZBFJGDM', { found: code })
    else if (!isCreditCode(code))
      note('row.issuer-code', 'ZZBFJGDM', { found: code, ...meantCode(row, code) })
    else if (type !== undefined && !isInAreas(regionOf(code), type.areas))
      note('row.issuer-area', 'ZZBFJGDM', { found: regionOf(code) ?? '-', expected: type.areas.join(' / ') })
  }
}

/** One value stands beside each name. */
export function checkCount(
  { note }: Row,
  field: string,
  values: readonly string[],
  other: string,
  names: readonly string[],
): void {
  if (values.length === 0 || names.length === 0 || values.length === names.length) return
  note('row.count', field, {
    found: String(values.length),
    expected: String(names.length),
    facts: { other },
  })
}

/** The issuer in the identifier, where that one is right and nearly the same. */
function meantCode(row: Row, code: string): { readonly proposal?: string } {
  const inIdentifier = firstOf(row, 'ZZBS')?.split('.').at(-4) ?? ''
  return isCreditCode(inIdentifier) && isMisspelling(code, inIdentifier) ? { proposal: inIdentifier } : {}
}

/** Zeros at the end of a region code, in pairs, stand for all that is below. */
const prefixOf = (area: string) => area.replace(/(00)+$/, '')

const isInAreas = (region: string | undefined, areas: readonly string[]): boolean =>
  region === undefined || areas.some((area) => region.startsWith(prefixOf(area)))
