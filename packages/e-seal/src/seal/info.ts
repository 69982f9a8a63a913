import {
  children,
  type DerCursor,
  type DerNode,
  expectTag,
  openDer,
  readOctetString,
  readSmallInteger,
  TAG,
} from '@xinyin/core/der'
import { sealError } from './codes.ts'
import { readCertificateBytes, readSealTime, readText } from './element.ts'
import { readExtensions } from './extension.ts'
import { overSealLimit, SEAL_LIMITS } from './limits.ts'
import type { SealInfo, SealPicture, SignerList } from './seal.ts'
import type { Note } from './tolerance.ts'
import type { SesForm } from './version.ts'

/** `SES_SealInfo` of any version. */
export function readSealInfo(node: DerNode, form: SesForm, note: Note): SealInfo {
  const fields = openDer(node)
  const header = openDer(fields.next())
  header.next(TAG.ia5String)
  const version = readSmallInteger(header.next())
  const vendor = readText(header.next(), 'Vid', TAG.ia5String, note)
  header.end()
  const id = readText(fields.next(), 'esID', TAG.ia5String, note)
  const property = readProperty(openDer(fields.next()), form, note)
  const picture = readPicture(openDer(fields.next()), note)
  const extensions = readExtensions(fields, 'untagged', note)
  fields.end()
  return { raw: node.raw, version, vendor, id, ...property, picture, extensions }
}

/** `SES_ESPropertyInfo`: without a `certListType`, and with UTCTime, in GM/T 0031-2014. */
function readProperty(fields: DerCursor, form: SesForm, note: Note) {
  const type = readSmallInteger(fields.next())
  const name = readText(fields.next(), 'name', TAG.utf8String, note)
  if (name.length > SEAL_LIMITS.name) throw overSealLimit('characters of name', name.length, SEAL_LIMITS.name)
  const isFirst = form === 'GM/T 0031-2014'
  const signers = isFirst
    ? { kind: 'certificates' as const, certificates: readCertificates(fields.next(), isFirst, note) }
    : readSigners(readSmallInteger(fields.next()), fields.next(), note)
  const [createdAt, validFrom, validTo] = ['createDate', 'validStart', 'validEnd'].map((element) =>
    readSealTime(fields.next(), element, isFirst ? TAG.utcTime : TAG.generalizedTime, note),
  ) as [Date, Date, Date]
  fields.end()
  return { type, name, signers, createdAt, validFrom, validTo }
}

/** The list has no tag of its own kind: `certListType` alone says what is in it. */
function readSigners(listType: number, list: DerNode, note: Note): SignerList {
  if (listType === 1) return { kind: 'certificates', certificates: readCertificates(list, false, note) }
  if (listType !== 2) throw sealError('ERR_SEAL_STRUCTURE', { element: 'certListType' })
  const digests = elementsOf(list).map((element) => {
    const fields = openDer(element)
    const type = readText(fields.next(), 'type', TAG.printableString, note)
    const digest = readOctetString(fields.next())
    fields.end()
    return { type, digest }
  })
  return { kind: 'digests', digests }
}

/** @param bare - whether certificates without an OCTET STRING around them are usual: GM/T 0031-2014 was read both ways */
function readCertificates(list: DerNode, bare: boolean, note: Note): Uint8Array[] {
  // One file has a string for text where the whole list goes.
  const elements = list.tag === TAG.ia5String ? [list] : elementsOf(list)
  return elements.map((element) =>
    bare && element.tag === TAG.sequence ? element.raw : readCertificateBytes(element, 'certList', note),
  )
}

function elementsOf(list: DerNode): DerNode[] {
  const elements = children(expectTag(list, TAG.sequence))
  if (elements.length > SEAL_LIMITS.signers)
    throw overSealLimit('signers', elements.length, SEAL_LIMITS.signers)
  return elements
}

function readPicture(fields: DerCursor, note: Note): SealPicture {
  const type = readText(fields.next(), 'picture type', TAG.ia5String, note)
  if (type !== type.toLowerCase() && type !== type.toUpperCase()) note('picture-type-case', 'picture type')
  const data = readOctetString(fields.next())
  const width = readSmallInteger(fields.next())
  const height = readSmallInteger(fields.next())
  fields.end()
  return { type, data, width, height }
}
