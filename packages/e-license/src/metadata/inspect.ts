import { type Check, createReport, failed, passed, type Report, skipped } from '@xinyin/core'
import type { LicenceData } from './data.ts'
import { EXTENSION_PREFIX } from './elements.ts'
import { type ExtensionFault, extensionFault } from './extension.ts'
import { finding, type MetadataFinding } from './finding.ts'
import { isHolderCode } from './holder-code.ts'
import type { TypeRules } from './type-rules.ts'
import { findFaults } from './validate.ts'

const REST = ['metadata.period', 'metadata.holder-codes', 'metadata.type', 'metadata.extensions'] as const

/**
 * Says everything that is wrong with what should be a licence's data (GB/T 36903-2018), and, with `type`, everything in
 * which it is not as its type wants it. A check that failed stands once for each thing that it found, named by `element`
 * and, of several issuers or holders, by `position`; values are never told, since they may be a person's.
 *
 * @param data - anything: what a form sent, what a table held
 * @param options - `type`: the rules of the licence type; without them the last two checks are not made
 * @returns `metadata.form`, `metadata.elements`, `metadata.period`, `metadata.holder-codes`, `metadata.type`,
 *   `metadata.extensions`; the data as the subject, unless its elements are wrong
 * @example
 * for (const { code, facts } of inspectMetadata(form).checks.filter(({ status }) => status === 'failed'))
 *   mark(facts['element'], code)
 */
export function inspectMetadata(
  data: unknown,
  { type }: { readonly type?: TypeRules } = {},
): Report<LicenceData> {
  const faults = findFaults(data, 'whole')
  const form = faults.filter(({ code }) => code === 'ERR_METADATA_FORM' || code === 'ERR_METADATA_UNKNOWN')
  const period = faults.filter(({ code }) => code === 'ERR_METADATA_PERIOD')
  const elements = faults.filter((fault) => !form.includes(fault) && !period.includes(fault))
  if (form.some(({ code }) => code === 'ERR_METADATA_FORM'))
    return createReport<LicenceData>(
      [...checksOf('metadata.form', form), ...skippedAfter('metadata.form', 'metadata.elements', ...REST)],
      undefined,
    )
  const head = [...checksOf('metadata.form', form), ...checksOf('metadata.elements', elements)]
  if (elements.length > 0)
    return createReport<LicenceData>([...head, ...skippedAfter('metadata.elements', ...REST)], undefined)
  const sound = data as LicenceData
  return createReport(
    [
      ...head,
      ...checksOf('metadata.period', period),
      ...checksOf('metadata.holder-codes', findHolderCodes(sound)),
      ...(type === undefined
        ? skippedAfter('licence-type', 'metadata.type', 'metadata.extensions')
        : [
            ...checksOf('metadata.type', findType(sound, type)),
            ...checksOf('metadata.extensions', findExtensions(sound, type)),
          ]),
    ],
    sound,
  )
}

const skippedAfter = (because: string, ...ids: readonly string[]): Check[] =>
  ids.map((id) => skipped(id, because))

const checksOf = (id: string, findings: readonly MetadataFinding[]): Check[] =>
  findings.length === 0 ? [passed(id)] : findings.map(({ code, facts }) => failed(id, code, facts))

/** Codes of holders are ones of their kinds (GB 32100, GB 11643). */
function findHolderCodes({ holders }: LicenceData): MetadataFinding[] {
  return holders.flatMap(({ code, codeType }, i) =>
    isHolderCode(code, codeType)
      ? []
      : [finding('ERR_METADATA_HOLDER_CODE', 'CZZTDM', { codeType, ...position(holders, i) })],
  )
}

/** Code, name and holders are those of the type. */
function findType({ typeCode, name, holders }: LicenceData, type: TypeRules): MetadataFinding[] {
  const { codeTypes, limit } = type.holders
  const found: MetadataFinding[] = []
  if (typeCode !== type.code)
    found.push(finding('ERR_METADATA_TYPE', 'ZZLXDM', { found: typeCode, expected: type.code }))
  if (name !== type.name) found.push(finding('ERR_METADATA_NAME', 'ZZMC', { expected: type.name }))
  holders.forEach(({ codeType }, i) => {
    if (!codeTypes.includes(codeType))
      found.push(finding('ERR_METADATA_HOLDER_KIND', 'CZZTDMLXDM', { codeType, ...position(holders, i) }))
  })
  if (limit !== undefined && holders.length > limit)
    found.push(finding('ERR_METADATA_HOLDER_COUNT', 'CZZT', { found: holders.length, limit }))
  return found
}

const FAULTS = {
  form: 'ERR_METADATA_EXTENSION_VALUE',
  code: 'ERR_METADATA_EXTENSION_CODE',
  length: 'ERR_METADATA_EXTENSION_LENGTH',
} as const satisfies Record<ExtensionFault, string>

/** Extension items are those of the type, each of its kind, and none that is needed is missing. */
function findExtensions({ extensions }: LicenceData, type: TypeRules): MetadataFinding[] {
  const items = new Map(type.extensions.map((item) => [item.name, item]))
  const missing = type.extensions
    .filter(({ name, needed }) => needed === true && !Object.hasOwn(extensions, name))
    .map(({ name }) => finding('ERR_METADATA_MISSING', EXTENSION_PREFIX + name))
  const wrong = Object.entries(extensions).flatMap(([name, value]) => {
    const element = EXTENSION_PREFIX + name
    const item = items.get(name)
    if (item === undefined) return [finding('ERR_METADATA_EXTENSION_UNKNOWN', element)]
    const fault = extensionFault(item, value)
    if (fault === undefined) return []
    const { kind, maxLength: limit = 0 } = item
    return [
      finding(FAULTS[fault], element, {
        kind,
        ...(fault === 'length' ? { limit, found: value.length } : {}),
      }),
    ]
  })
  return [...missing, ...wrong]
}

const position = (all: readonly unknown[], i: number) => (all.length > 1 ? { position: i + 1 } : {})
