import { encodeHex } from '../bytes/hex.ts'
import { type DerNode, openDer, retag } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readOid, readSequenceOf, readString } from '../der/value.ts'
import { CoreError } from '../errors.ts'
import { type Name, readName } from './name.ts'

/** One name of a subject or a place (RFC 5280, 4.2.1.6). */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  /** Octets in lower-case hexadecimal: 4 for IPv4, 16 for IPv6; of a name constraint twice as many, with the mask. */
  | { readonly kind: 'ip'; readonly value: string }
  | { readonly kind: 'directory'; readonly value: Name }
  | { readonly kind: 'registered-id'; readonly value: string }
  /** Any other kind: its DER in lower-case hexadecimal. */
  | { readonly kind: 'other'; readonly value: string }

/** More names than any certificate in use has. */
const MAX_NAMES = 2000

/** Reads `GeneralNames`, at least one. */
export function readGeneralNames(node: DerNode): GeneralName[] {
  const names = readSequenceOf(node, readGeneralName)
  if (names.length === 0 || names.length > MAX_NAMES) throw malformed('GeneralNames', node)
  return names
}

/** Reads a `GeneralName`. */
export function readGeneralName(node: DerNode): GeneralName {
  return readNameOf(node, 4)
}

/** Reads the `GeneralName` that is the base of a name constraint: its addresses have masks. */
export function readConstrainedName(node: DerNode): GeneralName {
  return readNameOf(node, 8)
}

function readNameOf(node: DerNode, addressOctets: 4 | 8): GeneralName {
  switch (node.tag) {
    case contextTag(1, 'primitive'):
      return { kind: 'email', value: readIa5(node) }
    case contextTag(2, 'primitive'):
      return { kind: 'dns', value: readIa5(node) }
    case contextTag(6, 'primitive'):
      return { kind: 'uri', value: readIa5(node) }
    case contextTag(4): {
      const cursor = openDer(node, node.tag)
      const value = readName(cursor.next())
      cursor.end()
      return { kind: 'directory', value }
    }
    case contextTag(7, 'primitive'): {
      const { length } = node.content
      if (length !== addressOctets && length !== addressOctets * 4) throw malformed('iPAddress', node)
      return { kind: 'ip', value: encodeHex(node.content) }
    }
    case contextTag(8, 'primitive'):
      return { kind: 'registered-id', value: readOid(retag(node, TAG.oid)) }
    case contextTag(0):
      assertOtherName(node)
      return { kind: 'other', value: encodeHex(node.raw) }
    case contextTag(3):
    case contextTag(5):
      return { kind: 'other', value: encodeHex(node.raw) }
    default:
      throw malformed('GeneralName', node)
  }
}

/** `OtherName`: a type and a value. What is in the value is for those to read who know the type. */
function assertOtherName(node: DerNode): void {
  const cursor = openDer(node, node.tag)
  readOid(cursor.next())
  cursor.next(contextTag(0))
  cursor.end()
}

function readIa5(node: DerNode): string {
  return readString(retag(node, TAG.ia5String))
}

function malformed(type: string, node: DerNode): CoreError {
  return new CoreError('ERR_DER_VALUE', { type, offset: node.offset })
}
