import type { Language } from '@xinyin/core'
import { type ElementName, EXTENSION_PREFIX } from '../../metadata/elements.ts'

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

/** Names of a column: for people, and in English as platforms write it, where any was seen. */
interface ColumnNames {
  readonly 'zh-CN': string
  readonly en: string
  readonly platform?: string
}

const names = (chinese: string, en: string, platform?: string): ColumnNames => ({
  'zh-CN': chinese,
  en,
  ...(platform === undefined ? {} : { platform }),
})

const COLUMNS: Readonly<Record<ElementName | RowColumn, ColumnNames>> = {
  ZZMC: names('证照名称', 'name of the licence', 'certificate_name'),
  ZZLXDM: names('证照类型代码', 'type code', 'certificate_type_code'),
  ZZBH: names('证照编号', 'number', 'certificate_number'),
  ZZBS: names('证照标识', 'identifier', 'certificate_identifier'),
  ZZBFJG: names('证照颁发机构', 'issuing authority', 'certificate_issuing_authority_name'),
  ZZBFJGDM: names('证照颁发机构代码', 'code of the issuing authority', 'certificate_issuing_authority_code'),
  ZZBFRQ: names('证照颁发日期', 'day of issue', 'certificate_issuing_authority_date'),
  CZZT: names('持证主体', 'holder', 'certificate_holder_name'),
  CZZTDM: names('持证主体代码', 'code of the holder', 'certificate_holder_code'),
  CZZTDMLX: names('持证主体代码类型', 'name of the type of holder code', 'certificate_holder_type_name'),
  CZZTDMLXDM: names('持证主体代码类型代码', 'type of holder code', 'certificate_holder_type'),
  ZZYXQQSRQ: names('证照有效期起始日期', 'first day of validity', 'certificate_validate_start'),
  ZZYXQJZRQ: names('证照有效期截止日期', 'last day of validity', 'certificate_validate_end'),
  ZZQZR: names('证照签章人', 'signer'),
  ZZQZSJ: names('证照签章时间', 'time of sealing'),
  ZZQZMC: names('证照签章名称', 'name of the seal'),
  CJSJ: names('创建时间', 'time of creation'),
  ZZBGSJ: names('证照变更时间', 'time of change'),
  ZZBGYY: names('证照变更原因', 'reason of change'),
  JZJZZSJ: names('加注件制作时间', 'time of annotation', 'certificate_copy_creation_time'),
  JZJZZZ: names('加注件制作者', 'maker of the annotated copy', 'certificate_copy_creator'),
  JZJZZSY: names('加注件制作事由', 'purpose of the annotated copy', 'certificate_copy_cause'),
  JZJYXQJZSJ: names('加注件有效期截止时间', 'end of the annotated copy', 'certificate_copy_expiring_time'),
  ZTLBDZ: names('状态列表地址', 'address of the status list'),
  ZTLBXH: names('状态列表序号', 'place in the status list'),
  ZZZT: names('证照状态', 'state'),
  ZZZTSM: names('证照状态说明', 'what the state is'),
  CZLX: names('操作类型', 'operation'),
  GLZZBS: names('关联证照标识', 'identifier of the licence before'),
  YZZBH: names('原证照编号', 'number of the licence before'),
}

const isColumn = (name: string): name is keyof typeof COLUMNS => Object.hasOwn(COLUMNS, name)

/** What a column is called for people; extension items and what is no column have their own name only. */
export const columnLabel = (name: string, language: Language): string | undefined =>
  isColumn(name) ? COLUMNS[name][language] : undefined

/** `certificate_holder_code` and `CertificateHolderCode` come to the same. */
const folded = (name: string) => name.replaceAll('_', '').toLowerCase()

const BY_OTHER_NAME: ReadonlyMap<string, string> = /* @__PURE__ */ new Map(
  Object.entries(COLUMNS).flatMap(([name, { 'zh-CN': chinese, platform }]) =>
    [chinese, ...(platform === undefined ? [] : [folded(platform)])].map((other) => [other, name] as const),
  ),
)

/** Short names of elements and of what else a row may say. */
export const COLUMN_NAMES: readonly string[] = /* @__PURE__ */ Object.keys(COLUMNS)

/**
 * The short name that a column stands for: its own, its Chinese one, or that of its English name.
 *
 * @returns `undefined` for one that is none; extension items count, whatever follows `KZ_`
 */
export function shortNameOf(column: string): string | undefined {
  if (isColumn(column) || column.startsWith(EXTENSION_PREFIX)) return column
  return BY_OTHER_NAME.get(column) ?? BY_OTHER_NAME.get(folded(column))
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
