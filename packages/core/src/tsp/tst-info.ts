import { encodeHex } from '../bytes/hex.ts'
import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  readBoolean,
  readIntegerBytes,
  readOctetString,
  readOid,
  readSmallInteger,
  readTime,
} from '../der/value.ts'
import { encodeElement } from '../der/write.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import type { Extension } from '../x509/certificate.ts'
import { readExtensions } from '../x509/extension.ts'
import { type GeneralName, readGeneralNames } from '../x509/general-name.ts'
import { tspError } from './codes.ts'

/** A digest of what is stamped, and the algorithm that made it (RFC 3161, 2.4.1). */
export interface MessageImprint {
  readonly algorithm: AlgorithmIdentifier
  readonly digest: Uint8Array
}

/** What a time stamp says (RFC 3161, 2.4.2). */
export interface TstInfo {
  /** OID of the policy under which the stamp was made. */
  readonly policy: string
  readonly imprint: MessageImprint
  /** Lower-case hexadecimal of the content octets. */
  readonly serialNumber: string
  /** To the millisecond; what is finer is cut off. */
  readonly time: Date
  /** How far `time` may be off, in milliseconds, a fraction rounded up; nothing where the stamp does not say. */
  readonly accuracy: number | undefined
  /** Whether stamps of this authority are always in the order of their times. */
  readonly ordering: boolean
  /** Lower-case hexadecimal of the content octets. */
  readonly nonce: string | undefined
  readonly authority: GeneralName | undefined
  readonly extensions: readonly Extension[]
}

/**
 * Reads a `TSTInfo`, which is DER (RFC 3161, 2.4.2).
 *
 * @throws CoreError `ERR_TSP_VERSION`, `ERR_TSP_VALUE`, `ERR_TSP_EXTENSION`, `ERR_DER_*`
 */
export function parseTstInfo(der: Uint8Array): TstInfo {
  const cursor = openDer(parseDer(der, { maxBytes: 64 * 1024, maxDepth: 24, maxElements: 1000 }))
  const version = readSmallInteger(cursor.next())
  if (version !== 1) throw tspError('ERR_TSP_VERSION', { found: version })
  const policy = readOid(cursor.next())
  const imprint = readImprint(cursor.next())
  const serialNumber = encodeHex(readIntegerBytes(cursor.next()))
  const time = readTime(cursor.next(TAG.generalizedTime))
  const accuracy = cursor.optional(TAG.sequence)
  const ordering = cursor.optional(TAG.boolean)
  const nonce = cursor.optional(TAG.integer)
  const authority = cursor.optional(contextTag(0))
  const extensions = cursor.optional(contextTag(1))
  cursor.end()
  return {
    policy,
    imprint,
    serialNumber,
    time,
    accuracy: accuracy && readAccuracy(accuracy),
    // Some write the default out; it means the same.
    ordering: ordering !== undefined && readBoolean(ordering),
    nonce: nonce && encodeHex(readIntegerBytes(nonce)),
    authority: authority && readAuthority(authority),
    extensions: extensions === undefined ? [] : readKnownExtensions(extensions),
  }
}

/** Reads a `MessageImprint`. */
export function readImprint(node: DerNode): MessageImprint {
  const cursor = openDer(node)
  const algorithm = readAlgorithmIdentifier(cursor.next())
  const digest = readOctetString(cursor.next())
  cursor.end()
  return { algorithm, digest }
}

/** `Accuracy`: seconds, and milli- and microseconds of 1 to 999. */
function readAccuracy(node: DerNode): number {
  const cursor = openDer(node)
  const seconds = cursor.optional(TAG.integer)
  const millis = cursor.optional(contextTag(0, 'primitive'))
  const micros = cursor.optional(contextTag(1, 'primitive'))
  cursor.end()
  const part = (tagged: DerNode | undefined) => {
    if (tagged === undefined) return 0
    const value = readSmallInteger(parseDer(encodeElement(TAG.integer, tagged.content)))
    if (value < 1 || value > 999) throw tspError('ERR_TSP_VALUE', { field: 'accuracy' })
    return value
  }
  const whole = seconds === undefined ? 0 : readSmallInteger(seconds)
  if (whole < 0 || whole > 1e9) throw tspError('ERR_TSP_VALUE', { field: 'accuracy' })
  return whole * 1000 + part(millis) + Math.ceil(part(micros) / 1000)
}

/** `tsa [0] EXPLICIT GeneralName`. */
function readAuthority(tagged: DerNode): GeneralName {
  const names = readGeneralNames(parseDer(encodeElement(TAG.sequence, tagged.content)))
  const [name] = names
  if (name === undefined || names.length > 1) throw tspError('ERR_TSP_VALUE', { field: 'tsa' })
  return name
}

/** No extension is defined that could be processed; one that is binding refuses the stamp (RFC 3161, 2.4.2). */
export function readKnownExtensions(tagged: DerNode): Extension[] {
  const extensions = readExtensions(parseDer(encodeElement(TAG.sequence, tagged.content)))
  const binding = extensions.find(({ critical }) => critical)
  if (binding !== undefined) throw tspError('ERR_TSP_EXTENSION', { extension: binding.oid })
  return extensions
}
