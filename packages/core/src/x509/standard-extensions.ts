import { encodeHex } from '../bytes/hex.ts'
import { type DerNode, openDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import {
  readBoolean,
  readIntegerBytes,
  readOctetString,
  readOid,
  readSequenceOf,
  readSmallInteger,
} from '../der/value.ts'
import { CoreError } from '../errors.ts'
import type { Certificate, Extension } from './certificate.ts'
import { readExtensionValue } from './extension.ts'
import { readGeneralNames } from './general-name.ts'
import { readKeyUsage } from './key-usage.ts'
import { EXTENSION } from './oid.ts'

type StandardExtensions = Pick<
  Certificate,
  | 'basicConstraints'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'subjectAltName'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
>

/** Reads the extensions that every user of certificates has to know. */
export function readStandardExtensions(extensions: readonly Extension[]): StandardExtensions {
  return {
    basicConstraints: readExtensionValue(extensions, EXTENSION.basicConstraints, readBasicConstraints),
    keyUsage: readExtensionValue(extensions, EXTENSION.keyUsage, readKeyUsage),
    extendedKeyUsage: readExtensionValue(extensions, EXTENSION.extKeyUsage, readExtendedKeyUsage),
    subjectAltName: readExtensionValue(extensions, EXTENSION.subjectAltName, readGeneralNames),
    subjectKeyIdentifier: readExtensionValue(extensions, EXTENSION.subjectKeyIdentifier, readKeyIdentifier),
    authorityKeyIdentifier: readExtensionValue(extensions, EXTENSION.authorityKeyIdentifier, readAuthority),
  }
}

/** RFC 5280, 4.2.1.9. A written-out `FALSE`, which DER leaves out, is tolerated: certificates in use have it. */
function readBasicConstraints(node: DerNode): { ca: boolean; pathLength: number | undefined } {
  const cursor = openDer(node)
  const flag = cursor.optional(TAG.boolean)
  const length = cursor.optional(TAG.integer)
  cursor.end()
  const ca = flag !== undefined && readBoolean(flag)
  const pathLength = length === undefined ? undefined : readSmallInteger(length)
  if (pathLength !== undefined && (pathLength < 0 || !ca)) {
    throw new CoreError('ERR_DER_VALUE', { type: 'BasicConstraints', offset: node.offset })
  }
  return { ca, pathLength }
}

/** RFC 5280, 4.2.1.12: one or more purposes. */
function readExtendedKeyUsage(node: DerNode): string[] {
  const purposes = readSequenceOf(node, readOid)
  if (purposes.length === 0 || purposes.length > 100) {
    throw new CoreError('ERR_DER_VALUE', { type: 'ExtKeyUsageSyntax', offset: node.offset })
  }
  return purposes
}

function readKeyIdentifier(node: DerNode): string {
  return encodeHex(readOctetString(node))
}

/** RFC 5280, 4.2.1.1: the key identifier, if it is there; issuer and serial number are read to be well-formed. */
function readAuthority(node: DerNode): string | undefined {
  const cursor = openDer(node)
  const identifier = cursor.optional(contextTag(0, 'primitive'))
  const issuer = cursor.optional(contextTag(1))
  const serialNumber = cursor.optional(contextTag(2, 'primitive'))
  cursor.end()
  if ((issuer === undefined) !== (serialNumber === undefined)) {
    throw new CoreError('ERR_DER_VALUE', { type: 'AuthorityKeyIdentifier', offset: node.offset })
  }
  if (serialNumber !== undefined) readIntegerBytes(serialNumber, contextTag(2, 'primitive'))
  return identifier === undefined ? undefined : encodeHex(identifier.content)
}
