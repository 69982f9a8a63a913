import {
  HOLDER_CODE_TYPES,
  type HolderCodeType,
  holderCodeTypeOf,
  isHolderCode,
  isHolderCodeType,
} from '../../metadata/holder-code.ts'
import { checkCount } from './issuers.ts'
import { allOf, type Row } from './row.ts'

/** Holders have a code each, of a type that there is and that the licence type allows. */
export function checkHolders(row: Row): void {
  const { note, type } = row
  const names = allOf(row, 'CZZT')
  const codes = allOf(row, 'CZZTDM')
  const kinds = codeTypesOf(row)
  checkCount(row, 'CZZTDM', codes, 'CZZT', names)
  checkCount(row, 'CZZTDMLXDM', allOf(row, 'CZZTDMLXDM'), 'CZZT', names)
  checkCount(row, 'CZZTDMLX', allOf(row, 'CZZTDMLX'), 'CZZT', names)
  const limit = type?.holders.limit
  if (limit !== undefined && names.length > limit)
    note('row.holder-count', 'CZZT', { found: String(names.length), expected: String(limit) })
  if (names.includes('')) note('row.element-missing', 'CZZT')
  if (codes.includes('')) note('row.element-missing', 'CZZTDM')
  const given = codes.filter((code) => code !== '')
  if (new Set(given).size < given.length) note('row.holder-repeated', 'CZZTDM')
  for (const kind of new Set(kinds))
    if (kind !== undefined && type !== undefined && !type.holders.codeTypes.includes(kind))
      note('row.holder-kind', 'CZZTDMLXDM', { found: kind, expected: type.holders.codeTypes.join(' / ') })
  if (kinds.length === codes.length)
    codes.forEach((code, i) => {
      checkCode(row, code, kinds[i])
    })
}

function checkCode({ note }: Row, code: string, codeType: HolderCodeType | undefined): void {
  if (codeType === undefined || code === '' || isHolderCode(code, codeType)) return
  const capital = code.toUpperCase()
  if (isHolderCode(capital, codeType)) note('row.lower-case', 'CZZTDM', { found: code, proposal: capital })
  else note('row.holder-code', 'CZZTDM', { found: code, facts: { codeType } })
}

/** Types of holder codes by their codes, or by their names where only those are there. */
function codeTypesOf(row: Row): readonly (HolderCodeType | undefined)[] {
  const codes = allOf(row, 'CZZTDMLXDM')
  const names = allOf(row, 'CZZTDMLX')
  if (codes.length > 0) {
    codes.forEach((code, i) => {
      checkTypeName(row, code, names[i])
    })
    return codes.map((code) => (isHolderCodeType(code) ? code : undefined))
  }
  return names.map((name) => {
    const codeType = isHolderCodeType(name) ? name : holderCodeTypeOf(name)
    if (codeType === undefined) row.note('row.holder-type', 'CZZTDMLX', { found: name })
    return codeType
  })
}

function checkTypeName({ note }: Row, code: string, name: string | undefined): void {
  if (!isHolderCodeType(code)) {
    const meant = holderCodeTypeOf(name ?? '') ?? holderCodeTypeOf(code)
    note('row.holder-type', 'CZZTDMLXDM', {
      found: code,
      ...(meant === undefined ? {} : { proposal: meant }),
    })
    return
  }
  const expected = HOLDER_CODE_TYPES[code]
  if (name !== undefined && name !== '' && name !== expected && name !== code)
    note('row.holder-type-name', 'CZZTDMLX', { found: name, expected, proposal: expected })
}
