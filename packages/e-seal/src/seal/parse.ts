import {
  children,
  type DerCursor,
  type DerNode,
  expectTag,
  openDer,
  parseDer,
  readBitStringBytes,
  readOctetString,
  readOid,
  readSmallInteger,
  readTime,
  TAG,
} from '@xinyin/core/der'
import { SealError } from '../errors.ts'
import { readExtensions } from './extension.ts'
import { overSealLimit, readName, readText, SEAL_LIMITS } from './limits.ts'
import type { Seal, SealDeviation, SealInfo, SealPicture, SignerList } from './seal.ts'
import { sealForm } from './version.ts'

/**
 * Reads an electronic seal of version 4 (GB/T 38540-2020, 6.1). Nothing is verified.
 *
 * @param bytes - DER of `SESeal`, as in a `.esl` file
 * @throws SealError `ERR_SEAL_VERSION_UNSUPPORTED` for the forms of GM/T 0031-2014 and GM/T 0031-2025,
 *   `ERR_SEAL_STRUCTURE` for what is no seal, `ERR_SEAL_LIMIT`
 * @throws CoreError `ERR_DER_*`
 */
export function parseSeal(bytes: Uint8Array): Seal {
  return readSeal(parseDer(bytes))
}

/** The same for a seal inside another structure. */
export function readSeal(node: DerNode): Seal {
  const form = sealForm(node)
  if (form === undefined) throw new SealError('ERR_SEAL_STRUCTURE', { element: 'SESeal' })
  if (form !== 'GB/T 38540-2020') throw new SealError('ERR_SEAL_VERSION_UNSUPPORTED', { form })
  const fields = openDer(node)
  const info = readSealInfo(fields.next())
  const makerCertificate = readOctetString(fields.next())
  const algorithm = readOid(fields.next())
  const signature = readBitStringBytes(fields.next())
  fields.end()
  return { raw: node.raw, info, makerCertificate, algorithm, signature }
}

function readSealInfo(node: DerNode): SealInfo {
  const fields = openDer(node)
  const header = openDer(fields.next())
  header.next(TAG.ia5String)
  const version = readSmallInteger(header.next())
  const vendor = readText(header.next(), 'vendor')
  header.end()
  const id = readText(fields.next(), 'identifier')
  const property = readProperty(openDer(fields.next()))
  const picture = readPicture(openDer(fields.next()))
  const extra = fields.peek() === undefined ? undefined : readExtensions(fields.next())
  fields.end()
  const deviations = [...property.deviations]
  if (extra?.explicitDefault === true) deviations.push('explicit-default')
  return {
    raw: node.raw,
    version,
    vendor,
    id,
    ...property,
    picture,
    extensions: extra?.extensions ?? [],
    deviations,
  }
}

function readProperty(fields: DerCursor) {
  const type = readSmallInteger(fields.next())
  const name = readName(fields.next())
  const signers = readSigners(readSmallInteger(fields.next()), fields.next())
  const dates = [fields.next(), fields.next(), fields.next()] as const
  fields.end()
  const deviations: SealDeviation[] = dates.some(({ tag }) => tag === TAG.utcTime) ? ['utc-time'] : []
  const [createdAt, validFrom, validTo] = [readTime(dates[0]), readTime(dates[1]), readTime(dates[2])]
  return { type, name, signers, createdAt, validFrom, validTo, deviations }
}

/** The list has no tag of its own kind: `certListType` alone says what is in it. */
function readSigners(listType: number, list: DerNode): SignerList {
  const elements = children(expectTag(list, TAG.sequence))
  if (elements.length > SEAL_LIMITS.signers)
    throw overSealLimit('signers', elements.length, SEAL_LIMITS.signers)
  if (listType === 1) return { kind: 'certificates', certificates: elements.map(readOctetString) }
  if (listType !== 2) throw new SealError('ERR_SEAL_STRUCTURE', { element: 'certListType' })
  const digests = elements.map((element) => {
    const fields = openDer(element)
    const type = readText(fields.next(), 'digest type')
    const digest = readOctetString(fields.next())
    fields.end()
    return { type, digest }
  })
  return { kind: 'digests', digests }
}

function readPicture(fields: DerCursor): SealPicture {
  const type = readText(fields.next(), 'picture type')
  const data = readOctetString(fields.next())
  const width = readSmallInteger(fields.next())
  const height = readSmallInteger(fields.next())
  fields.end()
  return { type, data, width, height }
}
