import { encodeHex } from '../bytes/hex.ts'
import { type DerNode, openDer, parseDer } from '../der/read.ts'
import { contextTag, TAG } from '../der/tag.ts'
import { readOid, readSequenceOf, readString } from '../der/value.ts'
import { encodeElement } from '../der/write.ts'
import { CoreError } from '../errors.ts'
import { type Name, readName } from './name.ts'

/** One name of a subject or a place (RFC 5280, 4.2.1.6). */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  /** Octets in lower-case hexadecimal: 4 for IPv4, 16 for IPv6. */
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
  if (names.length === 0 || names.length > MAX_NAMES) {
    throw new CoreError('ERR_DER_VALUE', { type: 'GeneralNames', offset: node.offset })
  }
  return names
}

const IA5_KINDS = new Map<number, 'email' | 'dns' | 'uri'>([
  [contextTag(1, 'primitive'), 'email'],
  [contextTag(2, 'primitive'), 'dns'],
  [contextTag(6, 'primitive'), 'uri'],
])

function readGeneralName(node: DerNode): GeneralName {
  const kind = IA5_KINDS.get(node.tag)
  if (kind !== undefined) return { kind, value: readString(untag(node, TAG.ia5String)) }
  switch (node.tag) {
    case contextTag(4): {
      const cursor = openDer(node, node.tag)
      const value = readName(cursor.next())
      cursor.end()
      return { kind: 'directory', value }
    }
    case contextTag(7, 'primitive'):
      return { kind: 'ip', value: encodeHex(node.content) }
    case contextTag(8, 'primitive'):
      return { kind: 'registered-id', value: readOid(untag(node, TAG.oid)) }
    case contextTag(0):
    case contextTag(3):
    case contextTag(5):
      return { kind: 'other', value: encodeHex(node.raw) }
    default:
      throw new CoreError('ERR_DER_VALUE', { type: 'GeneralName', offset: node.offset })
  }
}

/** An implicitly tagged value under the tag that it stands for. */
function untag(node: DerNode, tag: number): DerNode {
  return parseDer(encodeElement(tag, node.content))
}
