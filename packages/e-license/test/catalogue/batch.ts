import {
  organisationCheckCharacter,
  residentIdCheckCharacter,
  usccCheckCharacter,
} from '@xinyin/core/register-codes'
import { EXAMPLE_CATALOGUE } from '../../src/catalogue/index.ts'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { HOLDER_CODE_TYPES, type HolderCodeType } from '../../src/metadata/holder-code.ts'

/** A flat row under short names. */
export type FlatRow = Record<string, string | string[]>

export const AT = new Date('2026-06-01T10:00:00+08:00')

/** A credit code of nobody, with its check characters. */
export function creditCode(seed: number, region = '330100', registrar = '91'): string {
  const body = `${registrar}${region}`
  const eight = String(10_000_000 + (seed % 89_999_999)).slice(0, 8)
  const start = body + eight + organisationCheckCharacter(eight)
  return start + usccCheckCharacter(start)
}

/** A citizen's number of nobody. */
export function citizenNumber(seed: number): string {
  const year = 1950 + (seed % 55)
  const month = String(1 + (seed % 12)).padStart(2, '0')
  const day = String(1 + (seed % 28)).padStart(2, '0')
  const digits = `330106${year}${month}${day}${String(seed % 1000).padStart(3, '0')}`
  return digits + residentIdCheckCharacter(digits)
}

const ISSUERS = [
  ['示例市城乡建设委员会', creditCode(1, '330100', '11')],
  ['示例省自然资源厅', creditCode(2, '330000', '11')],
  ['示例县市场监督管理局', creditCode(3, '330122', '11')],
] as const

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'

function holderOf(seed: number, codeType: HolderCodeType): { name: string; code: string } {
  if (codeType === '001') return { name: `示例${seed}号有限公司`, code: creditCode(seed) }
  if (codeType === '111')
    return { name: `${SURNAMES.charAt(seed % SURNAMES.length)}示例`, code: citizenNumber(seed) }
  return { name: `示例${seed}`, code: `E${10_000_000 + seed}` }
}

/** The last day of so many years that begin on a day that every year has. */
const lastDay = (from: string, years: number): string => {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number)
  return new Date(Date.UTC(year + years, month - 1, day - 1)).toISOString().slice(0, 10)
}

const EXTENSIONS: Readonly<Record<string, (seed: number) => string>> = {
  text: (seed) => `示例内容${seed}`,
  date: (seed) => `2020-0${1 + (seed % 9)}-1${seed % 10}`,
  money: (seed) => (seed % 2 === 0 ? String(100 + seed) : `${seed + 1}.50 万元`),
  area: (seed) => `${50 + (seed % 200)}.${seed % 100}`,
  integer: (seed) => (seed % 2 === 0 ? '730 天' : '365'),
}

/** A right row; those of other seeds are of other licences. */
export function createRow(seed: number): FlatRow {
  const { types } = EXAMPLE_CATALOGUE
  const type = types[seed % types.length]!
  const [issuer, issuerCode] = ISSUERS[seed % ISSUERS.length]!
  const issuedOn = `202${seed % 6}-0${1 + (seed % 9)}-${String(1 + (seed % 28)).padStart(2, '0')}`
  const kinds = type.holders.codeTypes as readonly HolderCodeType[]
  const count = type.holders.limit === 1 ? 1 : 1 + (seed % 3)
  const holders = Array.from({ length: count }, (_, i) => {
    const codeType = kinds[(seed + i) % kinds.length]!
    return { codeType, ...holderOf(seed * 4 + i, codeType) }
  })
  const row: FlatRow = {
    ZZMC: type.name,
    ZZLXDM: type.code,
    ZZBH: `编号 ${20_260_000 + seed}`,
    ZZBS: createIdentifier({ typeCode: type.code, issuerCode, serial: `S${100_000 + seed}` }),
    ZZBFJG: issuer,
    ZZBFJGDM: issuerCode,
    ZZBFRQ: issuedOn,
    CZZT: holders.map(({ name }) => name),
    CZZTDM: holders.map(({ code }) => code),
    CZZTDMLX: holders.map(({ codeType }) => HOLDER_CODE_TYPES[codeType]),
    CZZTDMLXDM: holders.map(({ codeType }) => codeType),
    ZZYXQQSRQ: issuedOn,
    ZZQZSJ: `${issuedOn}T09:30:00+08:00`,
    CJSJ: `${issuedOn} 09:29:00`,
    ZZZT: '01',
    CZLX: '01',
  }
  const { validity } = type
  if (validity.kind === 'fixed') row['ZZYXQJZRQ'] = lastDay(issuedOn, validity.periods[0]!.years!)
  if (validity.kind === 'given') row['ZZYXQJZRQ'] = lastDay(issuedOn, 2)
  for (const { name, kind, codes } of type.extensions)
    row[`KZ_${name}`] = kind === 'code' ? Object.keys(codes!)[seed % 2]! : EXTENSIONS[kind]!(seed)
  return row
}

/** A right row of a type, by its code. */
export function rowOf(typeCode: string): FlatRow {
  return createRow(EXAMPLE_CATALOGUE.types.findIndex(({ code }) => code === typeCode))
}
