import { EXTENSION_PREFIX } from '../../metadata/elements.ts'
import { type Members, membersOf } from '../../metadata/members.ts'
import { ROW_COLUMNS } from './columns.ts'
import type { Note } from './finding.ts'

/** Whether a row is given as `LicenceData`, with what else a row may say beside it. */
export const isLicenceForm = (row: Members): boolean =>
  Object.hasOwn(row, 'typeCode') || Object.hasOwn(row, 'extensions') || Object.hasOwn(row, 'holders')

/** Members of `LicenceData` and of a row, by the short names of what they hold. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  name: 'ZZMC',
  typeCode: 'ZZLXDM',
  number: 'ZZBH',
  identifier: 'ZZBS',
  issuedOn: 'ZZBFRQ',
  validFrom: 'ZZYXQQSRQ',
  validUntil: 'ZZYXQJZRQ',
  createdAt: 'CJSJ',
  changedAt: 'ZZBGSJ',
  changeReason: 'ZZBGYY',
  ...ROW_COLUMNS,
}

const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  issuers: { name: 'ZZBFJG', code: 'ZZBFJGDM' },
  holders: { name: 'CZZT', code: 'CZZTDM', codeType: 'CZZTDMLXDM' },
  signing: { signer: 'ZZQZR', signedAt: 'ZZQZSJ', sealName: 'ZZQZMC' },
  annotation: { madeAt: 'JZJZZSJ', maker: 'JZJZZZ', purpose: 'JZJZZSY', validUntil: 'JZJYXQJZSJ' },
  status: { uri: 'ZTLBDZ', index: 'ZTLBXH' },
}

/** `LicenceData` under short names, whatever its parts hold; what is of no known part is noted. */
export function flattenLicence(row: Members, note: Note): Members {
  const flat: Record<string, unknown> = {}
  for (const [member, value] of Object.entries(row)) {
    const name = Object.hasOwn(SHORT_NAMES, member) ? SHORT_NAMES[member] : undefined
    const part = Object.hasOwn(PARTS, member) ? PARTS[member] : undefined
    // A state of its own is text; `status` is the reference to a list.
    if (name !== undefined) flat[name] = value
    else if (part !== undefined) Object.assign(flat, flattenPart(member, part, value, note))
    else if (member === 'extensions') Object.assign(flat, flattenExtensions(value, note))
    else note('row.element-unknown', member.slice(0, 80))
  }
  return flat
}

function flattenPart(
  member: string,
  names: Readonly<Record<string, string>>,
  value: unknown,
  note: Note,
): Members {
  const list: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const parts = list.map((part) => membersOf(part))
  if (parts.some((part) => part === undefined)) {
    note('row.value-kind', member)
    return {}
  }
  return Object.fromEntries(Object.entries(names).map(([part, name]) => [name, valuesOf(parts, part)]))
}

/** One part stands for all only where it is left out of all: else what is whose would slip. */
function valuesOf(parts: readonly (Members | undefined)[], part: string): unknown {
  const values = parts.map((members) => members?.[part])
  if (values.every((value) => value === undefined)) return undefined
  return values.map((value) =>
    part === 'index' && typeof value === 'number' ? String(value) : (value ?? ''),
  )
}

function flattenExtensions(value: unknown, note: Note): Members {
  const items = membersOf(value)
  if (items === undefined) {
    note('row.value-kind', 'extensions')
    return {}
  }
  return Object.fromEntries(Object.entries(items).map(([name, item]) => [EXTENSION_PREFIX + name, item]))
}
