import { metadataError } from './codes.ts'
import type { Annotation, Holder, Issuer, LicenceData, Signing } from './data.ts'
import { readDate, readDateTime } from './date.ts'
import { countLimit, ELEMENTS, type ElementName, EXTENSION_PREFIX, isElementName } from './elements.ts'
import { HOLDER_CODE_TYPES, holderCodeTypeOf, isHolderCodeType } from './holder-code.ts'
import { readStatusElements } from './status-reference.ts'
import { assertLicenceData } from './validate.ts'

/** One `CustomData` of an OFD's `DocInfo` (GB/T 33190-2016, 7.4). */
export interface CustomData {
  readonly name: string
  readonly value: string
}

/**
 * A licence's data as the custom data of its OFD. Several issuers or holders repeat their elements in order: how
 * GB/T 36905 wants them joined is unconfirmed.
 *
 * @throws LicenceError `ERR_METADATA_*`
 */
export function encodeCustomData(data: LicenceData): CustomData[] {
  assertLicenceData(data)
  const { signing, annotation } = data
  const items: [ElementName, string | undefined][] = [
    ['ZZMC', data.name],
    ['ZZLXDM', data.typeCode],
    ['ZZBH', data.number],
    ['ZZBS', data.identifier],
    ...data.issuers.flatMap(({ name, code }): [ElementName, string][] => [
      ['ZZBFJG', name],
      ['ZZBFJGDM', code],
    ]),
    ['ZZBFRQ', data.issuedOn],
    ...data.holders.flatMap(({ name, code, codeType }): [ElementName, string][] => [
      ['CZZT', name],
      ['CZZTDM', code],
      ['CZZTDMLX', HOLDER_CODE_TYPES[codeType]],
      ['CZZTDMLXDM', codeType],
    ]),
    ['ZZYXQQSRQ', data.validFrom],
    ['ZZYXQJZRQ', data.validUntil],
    ['ZZQZR', signing?.signer],
    ['ZZQZSJ', signing?.signedAt],
    ['ZZQZMC', signing?.sealName],
    ['CJSJ', data.createdAt],
    ['ZZBGSJ', data.changedAt],
    ['ZZBGYY', data.changeReason],
    ['JZJZZSJ', annotation?.madeAt],
    ['JZJZZZ', annotation?.maker],
    ['JZJZZSY', annotation?.purpose],
    ['JZJYXQJZSJ', annotation?.validUntil],
    ['ZTLBDZ', data.status?.uri],
    ['ZTLBXH', data.status && String(data.status.index)],
  ]
  const extensions = Object.entries(data.extensions).map(([name, value]) => ({
    name: EXTENSION_PREFIX + name,
    value,
  }))
  return [...items.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])), ...extensions]
}

/** Words taken for a period without an end. How GB/T 36903 wants one written is unconfirmed [?]. */
const NO_END = new Set(['长期', '长期有效', '永久'])

/**
 * A licence's data from the custom data of an OFD. Other custom data is left alone; white space around values and
 * empty values are forgiven, since neither changes what is said.
 *
 * @throws LicenceError `ERR_METADATA_*`
 */
export function parseCustomData(items: Iterable<CustomData>): LicenceData {
  const { values, extensions } = gather(items)
  const one = (name: ElementName) => values.get(name)?.[0]
  const period = { validFrom: one('ZZYXQQSRQ'), validUntil: one('ZZYXQJZRQ') }
  const signing = defined<Signing>({ signer: one('ZZQZR'), signedAt: one('ZZQZSJ'), sealName: one('ZZQZMC') })
  const data = defined<LicenceData>({
    name: one('ZZMC'),
    typeCode: one('ZZLXDM'),
    number: one('ZZBH'),
    identifier: one('ZZBS'),
    issuers: readIssuers(values),
    issuedOn: one('ZZBFRQ'),
    holders: readHolders(values),
    ...period,
    signing: Object.keys(signing).length > 0 ? signing : undefined,
    createdAt: one('CJSJ'),
    changedAt: one('ZZBGSJ'),
    changeReason: one('ZZBGYY'),
    annotation: readAnnotation(one),
    status: readStatusElements(one('ZTLBDZ'), one('ZTLBXH')),
    extensions,
  })
  assertLicenceData(data)
  return data
}

type Values = ReadonlyMap<ElementName, readonly string[]>

function gather(items: Iterable<CustomData>): { values: Values; extensions: Record<string, string> } {
  const values = new Map<ElementName, string[]>()
  const extensions = new Map<string, string>()
  for (const item of items) {
    const value = item.value.trim()
    if (item.name.startsWith(EXTENSION_PREFIX)) {
      const name = item.name.slice(EXTENSION_PREFIX.length)
      if (extensions.has(name))
        throw metadataError('ERR_METADATA_DUPLICATE', { element: item.name.slice(0, 80) })
      if (value !== '') extensions.set(name, value)
    } else if (isElementName(item.name)) {
      const limit = countLimit(item.name)
      const earlier = values.get(item.name) ?? []
      if (earlier.length >= limit) {
        const code = limit === 1 ? 'ERR_METADATA_DUPLICATE' : 'ERR_METADATA_COUNT'
        throw metadataError(code, { element: item.name, limit })
      }
      values.set(item.name, [...earlier, readValue(item.name, value)])
    }
  }
  for (const [name, found] of values) if (found.every((value) => value === '')) values.delete(name)
  return { values, extensions: Object.fromEntries(extensions) }
}

function readValue(name: ElementName, value: string): string {
  const { kind } = ELEMENTS[name]
  if (value === '' || kind === 'text') return value
  if (name === 'ZZYXQJZRQ' && NO_END.has(value)) return ''
  const read = kind === 'date' ? readDate(value) : readDateTime(value)
  if (read === undefined) throw metadataError('ERR_METADATA_VALUE', { element: name })
  return read
}

function readIssuers(values: Values): Issuer[] {
  const names = values.get('ZZBFJG') ?? []
  const codes = aligned(values, 'ZZBFJGDM', names.length)
  return names.map((name, i) => ({ name, code: codes[i] ?? '' }))
}

function readHolders(values: Values): Holder[] {
  const names = values.get('CZZT') ?? []
  const codes = aligned(values, 'CZZTDM', names.length)
  const byCode = values.get('CZZTDMLXDM')
  const types = aligned(values, byCode === undefined ? 'CZZTDMLX' : 'CZZTDMLXDM', names.length)
  return names.map((name, i) => {
    const given = types[i] ?? ''
    const codeType = isHolderCodeType(given) ? given : holderCodeTypeOf(given)
    if (codeType === undefined) throw metadataError('ERR_METADATA_VALUE', { element: 'CZZTDMLXDM' })
    return { name, code: codes[i] ?? '', codeType }
  })
}

/** Codes belong to names by their place, so that a count that differs leaves open whose is whose. */
function aligned(values: Values, element: ElementName, count: number): readonly string[] {
  const found = values.get(element)
  if (found === undefined) throw metadataError('ERR_METADATA_MISSING', { element })
  if (found.length !== count)
    throw metadataError('ERR_METADATA_ALIGNMENT', { element, found: found.length, count })
  return found
}

function readAnnotation(one: (name: ElementName) => string | undefined): Annotation | undefined {
  const found = {
    madeAt: one('JZJZZSJ'),
    maker: one('JZJZZZ'),
    purpose: one('JZJZZSY'),
    validUntil: one('JZJYXQJZSJ'),
  }
  if (Object.values(found).every((value) => value === undefined)) return undefined
  for (const [key, element] of [
    ['madeAt', 'JZJZZSJ'],
    ['maker', 'JZJZZZ'],
    ['purpose', 'JZJZZSY'],
  ] as const)
    if (found[key] === undefined) throw metadataError('ERR_METADATA_MISSING', { element })
  return defined<Annotation>(found)
}

/** Drops what is absent; `assertLicenceData` then says what is missing from it. */
function defined<T>(value: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T
}
