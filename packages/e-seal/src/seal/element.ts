import { CoreError, decodeBase64, decodeUtf8, TrustError } from '@xinyin/core'
import {
  type DerNode,
  parseBer,
  parseDer,
  readBitStringBytes,
  readOctetString,
  readOid,
  readString,
  readTime,
  TAG,
} from '@xinyin/core/der'
import { isSm2WithSm3, SM2_WITH_SM3 } from './algorithm.ts'
import { sealError } from './codes.ts'
import { readDateTime } from './date-time.ts'
import { overSealLimit, SEAL_LIMITS } from './limits.ts'
import type { Note } from './tolerance.ts'

/**
 * Reads DER, or BER where lengths are not as DER has them: old programs wrote seals of indefinite length.
 *
 * @throws CoreError `ERR_DER_*`
 */
export function readDerOrBer<T>(
  bytes: Uint8Array,
  element: string,
  note: Note,
  read: (node: DerNode) => T,
): T {
  if (bytes?.[Symbol.toStringTag] !== 'Uint8Array') throw new TypeError(`${element}: expected a Uint8Array`)
  // A copy: what was read must not change under its readers when the caller uses his buffer again.
  const own = new Uint8Array(bytes)
  try {
    return read(parseDer(own))
  } catch (error) {
    if (!(error instanceof CoreError) || error.code !== 'ERR_DER_LENGTH') throw error
  }
  const value = read(parseBer(own))
  note('ber', element)
  return value
}

/** A string of octets: a BIT STRING, or an OCTET STRING as some write it. */
export function readBits(node: DerNode, element: string, note: Note): Uint8Array {
  if (node.tag !== TAG.octetString) return readBitStringBytes(node)
  note('octet-string-for-bit-string', element)
  return readOctetString(node)
}

/** The OID of a signature algorithm. */
export function readAlgorithm(node: DerNode, element: string, note: Note): string {
  const oid = readOid(node)
  if (oid !== SM2_WITH_SM3 && isSm2WithSm3(oid)) note('algorithm-oid', element)
  return oid
}

/** Text, which should be of the type of string that `tag` says. @throws SealError `ERR_SEAL_LIMIT`; CoreError `ERR_DER_*` */
export function readText(node: DerNode, element: string, tag: number, note: Note): string {
  const { content } = node
  if (content.length > SEAL_LIMITS.text)
    throw overSealLimit(`octets of ${element}`, content.length, SEAL_LIMITS.text)
  if (node.tag !== tag) note('string-type', element)
  if (node.tag !== TAG.ia5String || content.every((octet) => octet < 0x80)) return readString(node)
  note('non-ascii-ia5-string', element)
  return readChinese(content)
}

/** UTF-8, or else the encoding that it took the place of in China. */
function readChinese(octets: Uint8Array): string {
  try {
    return decodeUtf8(octets)
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
  }
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(octets)
  } catch (error) {
    throw sealError('ERR_SEAL_STRUCTURE', { element: 'text' }, error)
  }
}

/** A certificate in an OCTET STRING, bare, or as DER or base64 in a string for text. Whether it is one is not looked at. */
export function readCertificateBytes(node: DerNode, element: string, note: Note): Uint8Array {
  if (node.tag === TAG.sequence) {
    note('bare-certificate', element)
    return node.raw
  }
  if (node.tag !== TAG.ia5String && node.tag !== TAG.utf8String) return readOctetString(node)
  note('text-certificate', element)
  return node.content[0] === TAG.sequence ? node.content : fromBase64(node.content)
}

function fromBase64(octets: Uint8Array): Uint8Array {
  try {
    return decodeBase64(decodeUtf8(octets).replace(/[\r\n]/g, ''))
  } catch (error) {
    if (error instanceof TrustError) return octets
    throw error
  }
}

const isTime = (tag: number) => tag === TAG.generalizedTime || tag === TAG.utcTime

/** A time, which should be of the type that `tag` says, in UTC to the second. */
export function readSealTime(node: DerNode, element: string, tag: number, note: Note): Date {
  if (isTime(node.tag) && node.tag !== tag)
    note(tag === TAG.generalizedTime ? 'utc-time' : 'generalized-time', element)
  try {
    return readTime(node)
  } catch (error) {
    const date = isTime(node.tag) && node.content.length <= 40 ? readLooseTime(node) : undefined
    if (date === undefined) throw error
    note('time-form', element)
    return date
  }
}

/** Without a zone, with a numeric one, or with a fraction that ends in zeros. */
function readLooseTime({ tag, content }: DerNode): Date | undefined {
  const text = String.fromCharCode(...content)
  if (tag !== TAG.utcTime) return readDateTime(text)
  return readDateTime((Number(text.slice(0, 2)) < 50 ? '20' : '19') + text)
}
