import type { CustomData } from './custom-data.ts'
import type { Annotation, Holder, Issuer, LicenceData, Signing } from './data.ts'
import { readDate, readDateTime } from './date.ts'
import { countLimit, ELEMENTS, type ElementName, EXTENSION_PREFIX, isElementName } from './elements.ts'
import { isEndless } from './endless.ts'
import { finding, type MetadataFinding, memberName, throwFindings } from './finding.ts'
import { type HolderCodeType, holderCodeTypeOf, isHolderCodeType } from './holder-code.ts'
import { readStatusElements } from './status-reference.ts'
import { findFaults } from './validate.ts'

/**
 * A licence's data from elements under their short names, however they were carried. What cannot be read is left as it
 * is for `findFaults` to name, so that everything that is wrong is told at once.
 *
 * @param before - what the carrier was found to have wrong
 * @throws MetadataError
 */
export function readElements(
  items: Iterable<CustomData>,
  before: readonly MetadataFinding[] = [],
): LicenceData {
  const findings: MetadataFinding[] = [...before]
  const { values, extensions } = gather(items, findings)
  const one = (name: ElementName) => values.get(name)?.[0]
  const signing = defined<Signing>({ signer: one('ZZQZR'), signedAt: one('ZZQZSJ'), sealName: one('ZZQZMC') })
  const data = defined<LicenceData>({
    name: one('ZZMC'),
    typeCode: one('ZZLXDM'),
    number: one('ZZBH'),
    identifier: one('ZZBS'),
    issuers: readIssuers(values, findings),
    issuedOn: one('ZZBFRQ'),
    holders: readHolders(values, findings),
    validFrom: one('ZZYXQQSRQ'),
    validUntil: one('ZZYXQJZRQ'),
    signing: Object.keys(signing).length > 0 ? signing : undefined,
    createdAt: one('CJSJ'),
    changedAt: one('ZZBGSJ'),
    changeReason: one('ZZBGYY'),
    annotation: readAnnotation(one),
    status: readStatusElements(one('ZTLBDZ'), one('ZTLBXH')),
    extensions,
  })
  // What was said of an element already is not said again for what came of it.
  const told = new Set(findings.map(({ element }) => element))
  throwFindings([...findings, ...findFaults(data, 'whole').filter(({ element }) => !told.has(element))])
  return data
}

type Values = ReadonlyMap<ElementName, readonly string[]>

function gather(
  items: Iterable<CustomData>,
  findings: MetadataFinding[],
): { values: Values; extensions: Record<string, string> } {
  const values = new Map<ElementName, string[]>()
  const extensions = new Map<string, string>()
  const tooMany = new Set<string>()
  for (const item of items) {
    const value = item.value.trim()
    if (item.name.startsWith(EXTENSION_PREFIX)) {
      const name = item.name.slice(EXTENSION_PREFIX.length)
      if (extensions.has(name)) tooMany.add(memberName(item.name))
      extensions.set(name, value)
    } else if (isElementName(item.name)) {
      const found = values.get(item.name) ?? []
      if (found.length < countLimit(item.name)) found.push(readValue(item.name, value))
      else tooMany.add(item.name)
      values.set(item.name, found)
    }
  }
  for (const name of tooMany) findings.push(repeated(name))
  for (const [name, found] of values) if (found.every((value) => value === '')) values.delete(name)
  const filled = [...extensions].filter(([, value]) => value !== '')
  return { values, extensions: Object.fromEntries(filled) }
}

function repeated(element: string): MetadataFinding {
  const limit = isElementName(element) ? countLimit(element) : 1
  return finding(limit === 1 ? 'ERR_METADATA_DUPLICATE' : 'ERR_METADATA_COUNT', element, { limit })
}

/** The one form of a day or time, or what stands there where it is none. */
function readValue(name: ElementName, value: string): string {
  const { kind } = ELEMENTS[name]
  if (value === '' || kind === 'text') return value
  if (name === 'ZZYXQJZRQ' && isEndless(value)) return ''
  return (kind === 'date' ? readDate(value) : readDateTime(value)) ?? value
}

function readIssuers(values: Values, findings: MetadataFinding[]): Issuer[] {
  const names = values.get('ZZBFJG') ?? []
  const codes = aligned(values, 'ZZBFJGDM', names.length, findings)
  return names.map((name, i) => ({ name, code: codes[i] ?? '' }))
}

function readHolders(values: Values, findings: MetadataFinding[]): Holder[] {
  const names = values.get('CZZT') ?? []
  const codes = aligned(values, 'CZZTDM', names.length, findings)
  const byCode = values.has('CZZTDMLXDM') || !values.has('CZZTDMLX')
  const types = aligned(values, byCode ? 'CZZTDMLXDM' : 'CZZTDMLX', names.length, findings)
  return names.map((name, i) => {
    const given = types[i] ?? ''
    const codeType = isHolderCodeType(given) ? given : (holderCodeTypeOf(given) ?? (given as HolderCodeType))
    return { name, code: codes[i] ?? '', codeType }
  })
}

/** Codes belong to names by their place, so that a count that differs leaves open whose is whose. */
function aligned(
  values: Values,
  element: ElementName,
  count: number,
  findings: MetadataFinding[],
): readonly string[] {
  const found = values.get(element)
  if (found === undefined) findings.push(finding('ERR_METADATA_MISSING', element))
  else if (found.length !== count)
    findings.push(finding('ERR_METADATA_ALIGNMENT', element, { found: found.length, count }))
  return found ?? []
}

function readAnnotation(one: (name: ElementName) => string | undefined): Annotation | undefined {
  const found = defined<Annotation>({
    madeAt: one('JZJZZSJ'),
    maker: one('JZJZZZ'),
    purpose: one('JZJZZSY'),
    validUntil: one('JZJYXQJZSJ'),
  })
  return Object.keys(found).length > 0 ? found : undefined
}

/** Drops what is absent; `findFaults` then says what is missing from it. */
function defined<T>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T
}
