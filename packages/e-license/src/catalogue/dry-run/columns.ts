import { ELEMENTS, type ElementName, EXTENSION_PREFIX } from '../../metadata/elements.ts'

/**
 * What a row says beside the licence's metadata: the state that the platform is to show and the operation that led to
 * it. GB/T 36903 has no short names for them; these are of this library, and `columns` of the options takes others for
 * them.
 */
export const ROW_COLUMNS = {
  /** 证照状态: `01` to `07`, `99`. */
  state: 'ZZZT',
  /** 证照状态说明, when the state is `99`. */
  stateText: 'ZZZTSM',
  /** 操作类型: `01` to `10`. */
  operation: 'CZLX',
  /** 关联证照标识: identifier of the licence before this one. */
  previous: 'GLZZBS',
  /** 原证照编号: number of a licence that moved here from another province. */
  previousNumber: 'YZZBH',
} as const

export type RowColumn = (typeof ROW_COLUMNS)[keyof typeof ROW_COLUMNS]

/** The English names that platforms have for elements; those of the national interface are the same in another case. */
const ENGLISH: Partial<Record<ElementName, string>> = {
  ZZMC: 'certificate_name',
  ZZLXDM: 'certificate_type_code',
  ZZBH: 'certificate_number',
  ZZBS: 'certificate_identifier',
  ZZBFJG: 'certificate_issuing_authority_name',
  ZZBFJGDM: 'certificate_issuing_authority_code',
  ZZBFRQ: 'certificate_issuing_authority_date',
  CZZT: 'certificate_holder_name',
  CZZTDM: 'certificate_holder_code',
  CZZTDMLX: 'certificate_holder_type_name',
  CZZTDMLXDM: 'certificate_holder_type',
  ZZYXQQSRQ: 'certificate_validate_start',
  ZZYXQJZRQ: 'certificate_validate_end',
  JZJZZSJ: 'certificate_copy_creation_time',
  JZJZZZ: 'certificate_copy_creator',
  JZJZZSY: 'certificate_copy_cause',
  JZJYXQJZSJ: 'certificate_copy_expiring_time',
}

const KNOWN: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...Object.keys(ELEMENTS),
  ...Object.values(ROW_COLUMNS),
])

/** `certificate_holder_code` and `CertificateHolderCode` come to the same. */
const withoutCase = (name: string) => name.replaceAll('_', '').toLowerCase()

const BY_ENGLISH: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  Object.entries(ENGLISH).map(([element, name]) => [withoutCase(name), element]),
)

/** Short names of elements and of what else a row may say. */
export const COLUMN_NAMES: readonly string[] = [...KNOWN]

/**
 * The short name that a column stands for: its own, or that of its English name.
 *
 * @returns `undefined` for one that is none; extension items count, whatever follows `KZ_`
 */
export function shortNameOf(column: string): string | undefined {
  if (KNOWN.has(column) || column.startsWith(EXTENSION_PREFIX)) return column
  return BY_ENGLISH.get(withoutCase(column))
}

/** Columns whose values are codes: no blanks, no full-width digits. */
export const CODE_COLUMNS: ReadonlySet<string> = new Set([
  'ZZLXDM',
  'ZZBS',
  'ZZBFJGDM',
  'CZZTDM',
  'CZZTDMLXDM',
  ...['ZZZT', 'CZLX', 'GLZZBS'],
])

/** Columns whose codes have no small letters. Of holders' codes only some kinds have none. */
export const CAPITAL_COLUMNS: ReadonlySet<string> = new Set(['ZZLXDM', 'ZZBS', 'ZZBFJGDM', 'GLZZBS'])
