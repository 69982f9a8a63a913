import type { Catalogue, Language } from '@xinyin/core'
import { HOLDER_CODE_TYPES, type HolderCodeType } from '@xinyin/e-license'
import {
  EXAMPLE_CATALOGUE,
  encodeCatalogue,
  findLicenceType,
  type LicenceCatalogue,
  type LicenceType,
  type Period,
} from '@xinyin/e-license/catalogue'
import { EXIT, type Exit } from '../exit.ts'
import { writeNew } from '../files/write.ts'
import { orRefused } from '../list/read.ts'
import type { Session } from '../session.ts'
import { formatRows, pad, type Row } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { readCatalogueOr } from './read.ts'

export interface ShowOptions {
  readonly catalogue?: string
  readonly json?: boolean
}

export interface ExampleOptions {
  readonly out?: string
  readonly force?: boolean
}

const ROWS = {
  code: { en: 'Type code', 'zh-CN': '证照类型代码' },
  version: { en: 'Version', 'zh-CN': '版本' },
  authority: { en: 'Defined by', 'zh-CN': '证照定义机构' },
  validity: { en: 'Valid', 'zh-CN': '有效期限' },
  holders: { en: 'Holders', 'zh-CN': '持证主体代码类型' },
  level: { en: 'Assurance level', 'zh-CN': '实名等级' },
  security: { en: 'Security class', 'zh-CN': '安全级别' },
  areas: { en: 'Areas', 'zh-CN': '适用区域' },
  face: { en: 'Face template', 'zh-CN': '照面模板' },
} as const satisfies Catalogue

const WORDS = {
  endless: { en: 'without end', 'zh-CN': '长期' },
  given: { en: 'until a day that each licence gives', 'zh-CN': '各证照自行载明' },
  needed: { en: 'needed', 'zh-CN': '必填' },
} as const satisfies Catalogue

function sayPeriod({ years = 0, months = 0 }: Period, language: Language): string {
  const parts = [
    [years, language === 'en' ? 'years' : '年'],
    [months, language === 'en' ? 'months' : '个月'],
  ] as const
  const space = language === 'en' ? ' ' : ''
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${space}${unit}`)
    .join(space)
}

function sayValidity({ validity }: LicenceType, language: Language): string {
  if (validity.kind === 'endless' || validity.kind === 'given') return WORDS[validity.kind][language]
  if (validity.kind === 'age')
    return language === 'en' ? `until the age of ${validity.age}` : `至 ${validity.age} 周岁`
  const periods = validity.periods.map((period) => sayPeriod(period, language))
  return [...periods, ...(validity.endless === true ? [WORDS.endless[language]] : [])].join(' / ')
}

const sayCodeType = (code: string): string =>
  Object.hasOwn(HOLDER_CODE_TYPES, code) ? `${code} ${HOLDER_CODE_TYPES[code as HolderCodeType]}` : code

function typeRows(type: LicenceType, language: Language): Row[] {
  const row = (name: keyof typeof ROWS, value: string): Row => ({ label: ROWS[name][language], value })
  const { authority, holders, areas, securityClass = '-', face = '-' } = type
  return [
    row('code', type.code),
    row('version', `${type.version} (${type.state}${type.publishedOn ? ` ${type.publishedOn}` : ''})`),
    row('authority', `${authority.name} ${authority.code}`),
    row('validity', sayValidity(type, language)),
    row('holders', holders.codeTypes.map(sayCodeType).join(' / ')),
    row('level', String(type.level)),
    row('security', securityClass),
    row('areas', areas.join(' ')),
    row('face', face),
    ...type.extensions.map(({ name, label, kind, unit, needed, codes }) => ({
      label: `KZ_${name}`,
      value: [
        label?.[language] ?? '',
        unit === undefined ? kind : `${kind} (${unit})`,
        ...(needed === true ? [WORDS.needed[language]] : []),
        ...(codes === undefined ? [] : [Object.keys(codes).join(' / ')]),
      ].join('  '),
    })),
  ]
}

/** By its code, else by its name. */
function find(catalogue: LicenceCatalogue, wanted: string): LicenceType {
  const named = catalogue.types.find(({ name, englishName }) => name === wanted || englishName === wanted)
  return findLicenceType(catalogue, named?.code ?? wanted)
}

/** `xinyin catalogue show`: one type of a catalogue, or a line for each; the examples where no catalogue is named. */
export function showTypes(
  wanted: string | undefined,
  { catalogue: file, json = false }: ShowOptions,
  session: Session,
): Promise<Exit> {
  const { terminal, language, colors } = session
  return orRefused(session, async () => {
    const catalogue = await readCatalogueOr(file)
    if (wanted === undefined) {
      if (json) terminal.out(JSON.stringify(catalogue.types))
      else
        for (const { code, name, state } of catalogue.types)
          terminal.out(
            `${pad(printable(code), 24)}${printable(name)}${state === 'published' ? '' : `  (${state})`}`,
          )
      return EXIT.passed
    }
    const type = find(catalogue, wanted)
    const name = language === 'en' ? `${type.name}  ${type.englishName ?? ''}`.trimEnd() : type.name
    terminal.out(
      json ? JSON.stringify(type) : `${printable(name)}\n${formatRows(typeRows(type, language), colors)}`,
    )
    return EXIT.passed
  })
}

/** `xinyin catalogue example`: the examples as a file, to begin one's own with. */
export async function writeExample(
  { out, force = false }: ExampleOptions,
  { terminal }: Session,
): Promise<Exit> {
  const json = `${JSON.stringify(JSON.parse(encodeCatalogue(EXAMPLE_CATALOGUE)), null, 2)}\n`
  if (out === undefined) terminal.out(json.trimEnd())
  else await writeNew(out, json, force)
  return EXIT.passed
}
