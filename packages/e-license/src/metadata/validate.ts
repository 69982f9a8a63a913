import { metadataError } from './codes.ts'
import type { Holder, LicenceData } from './data.ts'
import { readDate, readDateTime } from './date.ts'
import { COUNT_LIMIT, type ElementName, EXTENSION_NAME, ISSUER_LIMIT, isFitValue } from './elements.ts'
import { isHolderCodeType } from './holder-code.ts'
import { assertStatusReference } from './status-reference.ts'

/** What is in an SD-JWT when everything that can be withheld is. */
export type PartialLicenceData = Omit<LicenceData, 'number' | 'holders'> & {
  readonly number?: string
  readonly holders: readonly Partial<Holder>[]
}

/**
 * Holds a licence's data to GB/T 36903-2018, as far as one licence alone can be held to it.
 *
 * @throws LicenceError `ERR_METADATA_MISSING`, `ERR_METADATA_VALUE`, `ERR_METADATA_COUNT`, `ERR_METADATA_PERIOD`
 */
export function assertLicenceData(data: LicenceData): void {
  assertText('ZZBH', data.number)
  assertCount('CZZT', data.holders.length, 1)
  for (const holder of data.holders) {
    assertText('CZZT', holder.name)
    assertText('CZZTDM', holder.code)
  }
  assertPartialLicenceData(data)
}

/** The same for data from which its holder may have withheld the number, holders and extension items. */
export function assertPartialLicenceData(data: PartialLicenceData): void {
  assertText('ZZMC', data.name)
  assertText('ZZLXDM', data.typeCode)
  assertText('ZZBS', data.identifier)
  assertCount('ZZBFJG', data.issuers.length, 1, ISSUER_LIMIT)
  for (const issuer of data.issuers) {
    assertText('ZZBFJG', issuer.name)
    assertText('ZZBFJGDM', issuer.code)
  }
  assertDay('ZZBFRQ', data.issuedOn)
  if (data.number !== undefined) assertText('ZZBH', data.number)
  assertHolders(data.holders)
  assertPeriod(data)
  assertHistory(data)
  if (data.status !== undefined) assertStatusReference(data.status)
  assertExtensions(data.extensions)
}

function assertHolders(holders: PartialLicenceData['holders']): void {
  assertCount('CZZT', holders.length, 0)
  for (const { name, code, codeType } of holders) {
    if (name !== undefined) assertText('CZZT', name)
    if (code !== undefined) assertText('CZZTDM', code)
    if (codeType === undefined) throw missing('CZZTDMLXDM')
    if (!isHolderCodeType(codeType)) throw unfit('CZZTDMLXDM')
  }
}

function assertPeriod({ validFrom, validUntil }: PartialLicenceData): void {
  if (validFrom !== undefined) assertDay('ZZYXQQSRQ', validFrom)
  if (validUntil !== undefined) assertDay('ZZYXQJZRQ', validUntil)
  if (validFrom !== undefined && validUntil !== undefined && validFrom > validUntil)
    throw metadataError('ERR_METADATA_PERIOD', { from: validFrom, until: validUntil })
}

function assertHistory({
  signing,
  createdAt,
  changedAt,
  changeReason,
  annotation,
}: PartialLicenceData): void {
  const texts: [ElementName, string | undefined][] = [
    ['ZZQZR', signing?.signer],
    ['ZZQZMC', signing?.sealName],
    ['ZZBGYY', changeReason],
    ['JZJZZZ', annotation?.maker],
    ['JZJZZSY', annotation?.purpose],
  ]
  const times: [ElementName, string | undefined][] = [
    ['ZZQZSJ', signing?.signedAt],
    ['CJSJ', createdAt],
    ['ZZBGSJ', changedAt],
    ['JZJZZSJ', annotation?.madeAt],
    ['JZJYXQJZSJ', annotation?.validUntil],
  ]
  for (const [element, value] of texts) if (value !== undefined) assertText(element, value)
  for (const [element, value] of times)
    if (value !== undefined && (typeof value !== 'string' || readDateTime(value) !== value))
      throw unfit(element)
}

function assertExtensions(extensions: LicenceData['extensions']): void {
  const items = Object.entries(extensions)
  assertCount('KZ_', items.length, 0)
  for (const [name, value] of items) {
    if (!EXTENSION_NAME.test(name)) throw metadataError('ERR_METADATA_EXTENSION_NAME')
    assertText(`KZ_${name}`, value)
  }
}

function assertText(element: string, value: unknown): void {
  if (value === undefined || value === '') throw missing(element)
  if (typeof value !== 'string' || !isFitValue(value)) throw unfit(element)
}

function assertDay(element: ElementName, value: unknown): void {
  if (value === undefined || value === '') throw missing(element)
  if (typeof value !== 'string' || readDate(value) !== value) throw unfit(element)
}

function assertCount(element: string, count: number, least: number, limit = COUNT_LIMIT): void {
  if (count < least) throw missing(element)
  if (count > limit) throw metadataError('ERR_METADATA_COUNT', { element, limit })
}

const missing = (element: string) => metadataError('ERR_METADATA_MISSING', { element })
const unfit = (element: string) => metadataError('ERR_METADATA_VALUE', { element })
