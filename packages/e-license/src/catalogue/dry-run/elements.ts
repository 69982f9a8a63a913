import { isStatusIndex, isStatusUri } from '../../metadata/status-reference.ts'
import { firstOf, type Row } from './row.ts'

const NEEDED = ['ZZMC', 'ZZLXDM', 'ZZBH', 'ZZBS', 'ZZBFJG', 'ZZBFJGDM', 'ZZBFRQ', 'CZZT', 'CZZTDM'] as const
const HOLDER_TYPES = ['CZZTDMLXDM', 'CZZTDMLX'] as const
const OF_COPY = ['JZJZZSJ', 'JZJZZZ', 'JZJZZSY'] as const

/**
 * What every licence has is there, and what only comes together is there together (GB/T 36903-2018).
 *
 * @param unread - columns that are there, but hold nothing that could be read; that was told already
 */
export function checkElements(row: Row, unread: ReadonlySet<string>): void {
  const { cells, note } = row
  for (const name of NEEDED) if (!cells.has(name) && !unread.has(name)) note('row.element-missing', name)
  if (!HOLDER_TYPES.some((name) => cells.has(name) || unread.has(name)))
    note('row.element-missing', 'CZZTDMLXDM')
  if ([...OF_COPY, 'JZJYXQJZSJ'].some((name) => cells.has(name)))
    for (const name of OF_COPY) if (!cells.has(name)) note('row.element-missing', name)
  for (const [name, values] of cells)
    if (values.length > 1 && !REPEATING.has(name)) note('row.element-twice', name)
  checkStatusReference(row)
}

const REPEATING: ReadonlySet<string> = new Set([
  'ZZBFJG',
  'ZZBFJGDM',
  'CZZT',
  'CZZTDM',
  'CZZTDMLX',
  'CZZTDMLXDM',
])

function checkStatusReference(row: Row): void {
  const [uri, index] = [firstOf(row, 'ZTLBDZ'), firstOf(row, 'ZTLBXH')]
  if (uri === undefined && index === undefined) return
  if (uri === undefined || !isStatusUri(uri)) row.note('row.status-reference', 'ZTLBDZ')
  else if (index === undefined || !/^\d{1,10}$/.test(index) || !isStatusIndex(Number(index)))
    row.note('row.status-reference', 'ZTLBXH')
}
