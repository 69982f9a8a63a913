import { type Catalogue, decodeUtf8, type Language } from '@xinyin/core'
import { parseStrictJson } from '@xinyin/core/json'
import { type LicenceData, MetadataError, type MetadataFinding, parseLicenceJson } from '@xinyin/e-license'
import {
  columnLabel,
  createDryRun,
  explainRowFinding,
  type LicenceCatalogue,
} from '@xinyin/e-license/catalogue'
import { sayCode } from '../checks.ts'
import { readFile } from '../files/read.ts'
import type { Session } from '../session.ts'
import { pad, widthOf } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'

/** Something for which a licence's data is not taken. Of what says something of a person, values are masked. */
export interface DataFault {
  /** Short name of the element (GB/T 36903), or the name of a member that is none. */
  readonly field: string
  readonly code: string
  readonly message: string
  readonly found?: string
  readonly expected?: string
  readonly proposal?: string
}

const MAX_DATA = 1024 * 1024
const DEPTH_LIMIT = 8

/** Read data, or everything that is wrong with it. */
export interface ReadData {
  readonly data: LicenceData | undefined
  readonly faults: readonly DataFault[]
}

/**
 * Reads a licence's data, and says all that is wrong with it at once: what the national platform would send it back for,
 * and what no licence can be made from.
 *
 * @param catalogue - the types to hold it to; of types nothing is said without one
 * @throws CoreError `ERR_JSON_*`, `ERR_BYTES_UTF8`; CliError `ERR_FILE_*`
 */
export async function readLicenceData(
  file: string,
  { catalogue, at, language }: { catalogue: LicenceCatalogue | undefined; at: Date; language: Language },
): Promise<ReadData> {
  const text = decodeUtf8(await readFile(file, MAX_DATA)).replace(/^\ufeff/, '')
  const faults = platformFaults(parseStrictJson(text, DEPTH_LIMIT), catalogue, at, language)
  try {
    return { data: parseLicenceJson(text), faults }
  } catch (error) {
    if (!(error instanceof MetadataError)) throw error
    const known = new Set(faults.map(({ field }) => field))
    const more = error.findings.filter(({ element }) => !known.has(element))
    return {
      data: undefined,
      faults: [...faults, ...more.map((finding) => metadataFault(finding, language))],
    }
  }
}

/** Rules that a row is held to and one licence by itself is not. */
const OF_TYPES: ReadonlySet<string> = new Set(['row.type-unknown'])

function platformFaults(
  row: unknown,
  catalogue: LicenceCatalogue | undefined,
  at: Date,
  language: Language,
): DataFault[] {
  const run = createDryRun({ catalogue: catalogue ?? NO_TYPES, at })
  return run
    .check(row)
    .filter(({ rule, severity }) => severity === 'error' && (catalogue !== undefined || !OF_TYPES.has(rule)))
    .map((finding) => {
      const { proposal, ...stated } = finding
      const { field, rule, found, expected } = stated
      return {
        field,
        code: rule,
        // The proposal stands by itself.
        message: explainRowFinding(stated, language),
        ...(found === undefined ? {} : { found }),
        ...(expected === undefined ? {} : { expected }),
        ...(proposal === undefined ? {} : { proposal }),
      }
    })
}

const NO_TYPES: LicenceCatalogue = { name: '-', version: '0', types: [] }

const metadataFault = ({ element, code, facts }: MetadataFinding, language: Language): DataFault => ({
  field: element,
  code,
  message: sayCode(code, facts, language),
})

const PARTS = {
  found: { en: 'found', 'zh-CN': '实际值' },
  expected: { en: 'expected', 'zh-CN': '应为' },
  proposal: { en: 'proposal', 'zh-CN': '建议' },
} as const satisfies Catalogue

const HEAD = {
  en: (count: number) => `${count} ${count === 1 ? 'fault' : 'faults'}; nothing was issued`,
  'zh-CN': (count: number) => `共 ${count} 处错误，未签发`,
} as const

/** Every fault: its field, what is wrong with it, what was found, what was expected, and what was probably meant. */
export function formatFaults(
  file: string,
  faults: readonly DataFault[],
  { language, colors }: Session,
): string {
  const columns = Math.max(...Object.values(PARTS).map((part) => widthOf(part[language]))) + 2
  const lines = faults.flatMap((fault) => {
    const { field, code, message } = fault
    const label = columnLabel(field, language)
    const called = label === undefined ? printable(field, 80) : `${field} ${label}`
    const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).flatMap((part) => {
      const value = fault[part]
      return value === undefined
        ? []
        : [`      ${colors.dim(pad(PARTS[part][language], columns))}${printable(value, 400)}`]
    })
    return [
      `  ${colors.red('✗')} ${called}  ${colors.dim(code)}`,
      `      ${printable(message, 600)}`,
      ...parts,
    ]
  })
  return [`${colors.red('✗')} ${printable(file)}  ${HEAD[language](faults.length)}`, ...lines].join('\n')
}
