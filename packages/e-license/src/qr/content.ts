import {
  type CborKey,
  type CborMap,
  type CborValue,
  encodeCbor,
  isCborArray,
  isCborMap,
  parseCbor,
} from '@xinyin/core/cbor'
import type { Issuer } from '../metadata/data.ts'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { qrError } from './codes.ts'
import { packDay, unpackDay } from './day.ts'
import { packHolder, readHolders } from './holder-item.ts'
import { packIdentifier, unpackIdentifier } from './identifier.ts'
import { packCode, packText, unpackCode, unpackText } from './pack.ts'
import { packStatus, readStatus } from './status-item.ts'

/** What a licence's QR code says. */
export interface QrContent {
  readonly data: QrLicenceData
  /** For each holder, in their order: a digest of the code, where the code itself is not there. */
  readonly digests: readonly (Uint8Array | undefined)[]
}

/** A licence's data as far as a QR code holds it. Holders' codes may be missing, and extension items. */
export interface QrLicenceData extends PartialLicenceData {
  readonly number: string
  readonly identifier: string
  readonly issuedOn: string
}

/**
 * Labels of the items in the map, profile `XY1`. One that is not known here is refused: what a verifier would not show is
 * not to be signed either, and a further item is a further profile.
 */
const ITEM = {
  name: 1,
  typeCode: 2,
  number: 3,
  identifier: 4,
  issuer: 5,
  issuedOn: 6,
  holders: 7,
  validFrom: 8,
  validUntil: 9,
  status: 10,
  extensions: 11,
} as const

type Item = keyof typeof ITEM

const LABELS: ReadonlySet<CborKey> = new Set(Object.values(ITEM))

/** Writes the items as a CBOR map. There is one form for each content. */
export function encodeQrContent({ data, digests }: QrContent): Uint8Array {
  const { validFrom, validUntil, status, extensions } = data
  const [issuer] = data.issuers
  if (issuer === undefined || data.issuers.length > 1) throw new TypeError('data: one issuer signs a QR code')
  const beside = { typeCode: data.typeCode, issuerCode: issuer.code }
  const map = new Map<CborKey, CborValue>([
    [ITEM.name, data.name],
    [ITEM.typeCode, packCode(data.typeCode)],
    [ITEM.number, packText(data.number)],
    [ITEM.identifier, packIdentifier(data.identifier, beside)],
    [ITEM.issuer, [issuer.name, packCode(issuer.code)]],
    [ITEM.issuedOn, packDay(data.issuedOn)],
    [ITEM.holders, data.holders.map((holder, i) => packHolder(holder, digests[i]))],
  ])
  if (validFrom !== undefined) map.set(ITEM.validFrom, packDay(validFrom))
  if (validUntil !== undefined) map.set(ITEM.validUntil, packDay(validUntil))
  if (status !== undefined) map.set(ITEM.status, packStatus(status))
  const items = Object.entries(extensions).map(([name, value]): [CborKey, CborValue] => [
    name,
    packText(value),
  ])
  if (items.length > 0) map.set(ITEM.extensions, new Map(items))
  return encodeCbor(map)
}

/** Levels that the map has, and values that what fits into a QR code can have. */
const LIMITS = { maxDepth: 4, maxValues: 2000 } as const

/**
 * Reads the items, each in its one form: what is read is written again as what came.
 *
 * Whether the values are fit for a licence is not asked here (`assertPartialLicenceData`).
 *
 * @throws LicenceError `ERR_QR_ITEM`; CoreError `ERR_CBOR_*`, `ERR_BYTES_UTF8`
 */
export function parseQrContent(bytes: Uint8Array): QrContent {
  const map = parseCbor(bytes, LIMITS)
  if (!isCborMap(map)) throw qrError('ERR_QR_ITEM', { item: '-' })
  for (const label of map.keys())
    if (!LABELS.has(label)) throw qrError('ERR_QR_ITEM', { item: String(label).slice(0, 40) })
  return readContent(map)
}

function readContent(map: CborMap): QrContent {
  const typeCode = read(map, 'typeCode', unpackCode)
  const issuer = read(map, 'issuer', readIssuer)
  const beside = { typeCode, issuerCode: issuer.code }
  const holders = read(map, 'holders', readHolders)
  const data: Draft = {
    name: read(map, 'name', readText),
    typeCode,
    number: read(map, 'number', unpackText),
    identifier: read(map, 'identifier', (value) => unpackIdentifier(value, beside)),
    issuers: [issuer],
    issuedOn: read(map, 'issuedOn', unpackDay),
    holders: holders.map(({ holder }) => holder),
    extensions: map.has(ITEM.extensions) ? read(map, 'extensions', readExtensions) : {},
  }
  if (map.has(ITEM.validFrom)) data.validFrom = read(map, 'validFrom', unpackDay)
  if (map.has(ITEM.validUntil)) data.validUntil = read(map, 'validUntil', unpackDay)
  if (map.has(ITEM.status)) data.status = read(map, 'status', readStatus)
  return { data, digests: holders.map(({ digest }) => digest) }
}

/** While it is put together: what is absent is not there at all. */
type Draft = { -readonly [Member in keyof QrLicenceData]: QrLicenceData[Member] }

function read<T>(map: CborMap, item: Item, reader: (value: CborValue | undefined) => T | undefined): T {
  const found = reader(map.get(ITEM[item]))
  if (found === undefined) throw qrError('ERR_QR_ITEM', { item })
  return found
}

const readText = (value: CborValue | undefined) => (typeof value === 'string' ? value : undefined)

function readIssuer(value: CborValue | undefined): Issuer | undefined {
  if (!isCborArray(value) || value.length !== 2) return undefined
  const [name, code] = [readText(value[0]), unpackCode(value[1])]
  return name === undefined || code === undefined ? undefined : { name, code }
}

function readExtensions(value: CborValue | undefined): Record<string, string> | undefined {
  if (!isCborMap(value) || value.size === 0) return undefined
  const items: Record<string, string> = {}
  for (const [name, packed] of value) {
    const text = unpackText(packed)
    if (typeof name !== 'string' || text === undefined) return undefined
    // Set like any other, this one would be dropped, and what was signed would not be seen.
    if (name === '__proto__') Object.defineProperty(items, name, { value: text, enumerable: true })
    else items[name] = text
  }
  return items
}
