import type { Holder, LicenceData } from './data.ts'
import { COUNT_LIMIT, EXTENSION_NAME, ISSUER_LIMIT } from './elements.ts'
import {
  type Found,
  findDay,
  findList,
  findMembers,
  findOptionalText,
  findOptionalTime,
  findText,
  findTime,
  placeOf,
} from './find.ts'
import { finding, type MetadataFinding, memberName, throwFindings } from './finding.ts'
import { isHolderCodeType } from './holder-code.ts'
import { type Members, membersOf, unknownMembers } from './members.ts'
import { isStatusIndex, isStatusUri } from './status-reference.ts'

/** What is in an SD-JWT when everything that can be withheld is. */
export type PartialLicenceData = Omit<LicenceData, 'number' | 'identifier' | 'issuedOn' | 'holders'> & {
  readonly number?: string
  readonly identifier?: string
  readonly issuedOn?: string
  readonly holders: readonly Partial<Holder>[]
}

/** `partial`: number, identifier, day of issue, holders and the items of one may be withheld. */
export type Extent = 'whole' | 'partial'

/**
 * Holds a licence's data to GB/T 36903-2018, as far as one licence alone can be held to it.
 *
 * @throws MetadataError with everything that is wrong: `ERR_METADATA_MISSING`, `ERR_METADATA_VALUE`,
 *   `ERR_METADATA_COUNT`, `ERR_METADATA_PERIOD`, `ERR_METADATA_EXTENSION_NAME`, `ERR_METADATA_FORM`,
 *   `ERR_METADATA_UNKNOWN`, `ERR_METADATA_HIDDEN`
 */
export function assertLicenceData(data: LicenceData): void {
  throwFindings(findFaults(data, 'whole'))
}

/** The same for data from which its holder may have withheld what `selectiveClaims` names. */
export function assertPartialLicenceData(data: PartialLicenceData): void {
  throwFindings(findFaults(data, 'partial'))
}

/** Everything that is wrong with what may be a licence's data, whatever it is. */
export function findFaults(data: unknown, extent: Extent): readonly MetadataFinding[] {
  const members = membersOf(data)
  if (members === undefined) return [finding('ERR_METADATA_FORM', 'LicenceData')]
  const found: Found = unknownMembers('LicenceData', members).map((name) =>
    finding('ERR_METADATA_UNKNOWN', memberName(name)),
  )
  findText(found, 'ZZMC', members['name'])
  findText(found, 'ZZLXDM', members['typeCode'])
  if (extent === 'whole' || members['number'] !== undefined) findText(found, 'ZZBH', members['number'])
  if (extent === 'whole' || members['identifier'] !== undefined)
    findText(found, 'ZZBS', members['identifier'])
  findIssuers(found, members['issuers'])
  if (extent === 'whole' || members['issuedOn'] !== undefined) findDay(found, 'ZZBFRQ', members['issuedOn'])
  findHolders(found, members['holders'], extent)
  findPeriod(found, members)
  findHistory(found, members)
  findStatus(found, members['status'])
  findExtensions(found, members['extensions'])
  return found
}

function findIssuers(found: Found, issuers: unknown): void {
  const list = findList(found, 'ZZBFJG', 'Issuer', issuers, 1, ISSUER_LIMIT)
  list.forEach((issuer, i) => {
    const place = placeOf(list, i)
    findText(found, 'ZZBFJG', issuer['name'], place)
    findText(found, 'ZZBFJGDM', issuer['code'], place)
  })
}

function findHolders(found: Found, holders: unknown, extent: Extent): void {
  const list = findList(found, 'CZZT', 'Holder', holders, extent === 'whole' ? 1 : 0, COUNT_LIMIT)
  list.forEach(({ name, code, codeType }, i) => {
    const place = placeOf(list, i)
    if (extent === 'whole' || name !== undefined) findText(found, 'CZZT', name, place)
    if (extent === 'whole' || code !== undefined) findText(found, 'CZZTDM', code, place)
    if (codeType === undefined && extent === 'partial') return
    if (codeType === undefined || codeType === '')
      found.push(finding('ERR_METADATA_MISSING', 'CZZTDMLXDM', place))
    else if (!isHolderCodeType(codeType)) found.push(finding('ERR_METADATA_VALUE', 'CZZTDMLXDM', place))
  })
}

function findPeriod(found: Found, { validFrom, validUntil }: Members): void {
  const before = found.length
  if (validFrom !== undefined) findDay(found, 'ZZYXQQSRQ', validFrom)
  if (validUntil !== undefined) findDay(found, 'ZZYXQJZRQ', validUntil)
  if (found.length > before || typeof validFrom !== 'string' || typeof validUntil !== 'string') return
  if (validFrom > validUntil)
    found.push(finding('ERR_METADATA_PERIOD', 'ZZYXQJZRQ', { from: validFrom, until: validUntil }))
}

function findHistory(found: Found, members: Members): void {
  const signing = findMembers(found, 'ZZQZR', 'Signing', members['signing'])
  findOptionalText(found, 'ZZQZR', signing?.['signer'])
  findOptionalText(found, 'ZZQZMC', signing?.['sealName'])
  findOptionalTime(found, 'ZZQZSJ', signing?.['signedAt'])
  findOptionalTime(found, 'CJSJ', members['createdAt'])
  findOptionalTime(found, 'ZZBGSJ', members['changedAt'])
  findOptionalText(found, 'ZZBGYY', members['changeReason'])
  const annotation = findMembers(found, 'JZJZZSY', 'Annotation', members['annotation'])
  if (annotation === undefined) return
  findTime(found, 'JZJZZSJ', annotation['madeAt'])
  findText(found, 'JZJZZZ', annotation['maker'])
  findText(found, 'JZJZZSY', annotation['purpose'])
  findOptionalTime(found, 'JZJYXQJZSJ', annotation['validUntil'])
}

function findStatus(found: Found, status: unknown): void {
  const members = findMembers(found, 'ZTLBDZ', 'StatusReference', status)
  if (members === undefined) return
  const { uri, index } = members
  if (uri === undefined) found.push(finding('ERR_METADATA_MISSING', 'ZTLBDZ'))
  else if (!isStatusUri(uri)) found.push(finding('ERR_METADATA_VALUE', 'ZTLBDZ'))
  if (index === undefined) found.push(finding('ERR_METADATA_MISSING', 'ZTLBXH'))
  else if (!isStatusIndex(index)) found.push(finding('ERR_METADATA_VALUE', 'ZTLBXH'))
}

function findExtensions(found: Found, extensions: unknown): void {
  const members = membersOf(extensions)
  if (members === undefined) {
    const code = extensions === undefined ? 'ERR_METADATA_MISSING' : 'ERR_METADATA_VALUE'
    found.push(finding(code, 'KZ_'))
    return
  }
  const items = Object.entries(members)
  if (items.length > COUNT_LIMIT) {
    found.push(finding('ERR_METADATA_COUNT', 'KZ_', { limit: COUNT_LIMIT }))
    return
  }
  for (const [name, value] of items) {
    if (!EXTENSION_NAME.test(name)) found.push(finding('ERR_METADATA_EXTENSION_NAME', 'KZ_'))
    else findText(found, `KZ_${name}`, value)
  }
}
