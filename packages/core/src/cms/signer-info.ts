import { encodeHex } from '../bytes/hex.ts'
import type { AlgorithmIdentifier } from '../crypto/key.ts'
import { readBerOctets } from '../der/ber.ts'
import { type DerCursor, type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readIntegerBytes, readSmallInteger } from '../der/value.ts'
import { readAlgorithmIdentifier } from '../x509/algorithm.ts'
import { type Name, readName } from '../x509/name.ts'
import {
  type CmsAttribute,
  readAttributes,
  readSignedAttributes,
  type SignedAttributes,
} from './attribute.ts'
import { cmsError } from './codes.ts'

/** Which certificate a signer says is his (RFC 5652, 5.3): by issuer and number, or by the identifier of its key. */
export type SignerIdentifier =
  | { readonly kind: 'issuer-and-serial-number'; readonly issuer: Name; readonly serialNumber: string }
  | { readonly kind: 'subject-key-identifier'; readonly subjectKeyIdentifier: string }

/** One signature on a message (RFC 5652, 5.3). */
export interface SignerInfo {
  /** As it arrived. */
  readonly raw: Uint8Array
  readonly version: number
  readonly sid: SignerIdentifier
  readonly digestAlgorithm: AlgorithmIdentifier
  readonly signedAttributes: SignedAttributes | undefined
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  /** Not covered by the signature: anyone may have added them. */
  readonly unsignedAttributes: readonly CmsAttribute[]
}

/** Versions do not always fit the identifiers that they go with; which one it is, its tag tells. */
function readVersion(cursor: DerCursor): number {
  const version = readSmallInteger(cursor.next())
  if (version !== 1 && version !== 3) throw cmsError('ERR_CMS_VERSION', { found: version })
  return version
}

export function readSignerIdentifier(node: DerNode): SignerIdentifier {
  const keyTag = contextTag(0, 'primitive')
  if (node.tag === keyTag || node.tag === contextTag(0))
    return { kind: 'subject-key-identifier', subjectKeyIdentifier: encodeHex(readBerOctets(node, keyTag)) }
  const cursor = openDer(node)
  // In DER, as in the certificate: whatever compares names later reads them so.
  const issuer = readName(parseDer(cursor.next().raw))
  const serialNumber = encodeHex(readIntegerBytes(cursor.next()))
  cursor.end()
  return { kind: 'issuer-and-serial-number', issuer, serialNumber }
}

/**
 * Reads a `SignerInfo`.
 *
 * @param maxAttributes - of each kind
 * @throws CoreError `ERR_CMS_VERSION`, `ERR_CMS_COUNT`, `ERR_CMS_ATTRIBUTE_VALUES`, `ERR_DER_*`
 */
export function readSignerInfo(node: DerNode, maxAttributes: number): SignerInfo {
  const cursor = openDer(node)
  const version = readVersion(cursor)
  const sid = readSignerIdentifier(cursor.next())
  const digestAlgorithm = readAlgorithmIdentifier(cursor.next(TAG.sequence))
  const signed = cursor.optional(contextTag(0))
  const signatureAlgorithm = readAlgorithmIdentifier(cursor.next(TAG.sequence))
  const signature = readBerOctets(cursor.next())
  const unsigned = cursor.optional(contextTag(1))
  cursor.end()
  return {
    raw: node.raw,
    version,
    sid,
    digestAlgorithm,
    signedAttributes: signed && readSignedAttributes(signed, maxAttributes),
    signatureAlgorithm,
    signature,
    unsignedAttributes: unsigned === undefined ? [] : readAttributes(unsigned, maxAttributes),
  }
}
