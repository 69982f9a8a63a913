import type { LicenceData } from './data.ts'
import { type ElementName, EXTENSION_PREFIX } from './elements.ts'
import { HOLDER_CODE_TYPES } from './holder-code.ts'
import { readElements } from './read-elements.ts'
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
 * @throws MetadataError
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

/**
 * A licence's data from the custom data of an OFD. Other custom data is left alone; white space around values and
 * empty values are forgiven, since neither changes what is said.
 *
 * @throws MetadataError with everything that is wrong: `ERR_METADATA_*`
 */
export function parseCustomData(items: Iterable<CustomData>): LicenceData {
  return readElements(items)
}
