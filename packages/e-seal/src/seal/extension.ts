import {
  children,
  contextTag,
  type DerCursor,
  type DerNode,
  expectTag,
  openDer,
  readBoolean,
  readExplicit,
  readOctetString,
  readOid,
  TAG,
} from '@xinyin/core/der'
import { overSealLimit, SEAL_LIMITS } from './limits.ts'
import type { SealExtension } from './seal.ts'
import type { Note } from './tolerance.ts'

const ELEMENT = 'extDatas'

/**
 * `ExtensionDatas`, if any are left: untagged in a seal, under `[0]` in a signature. The texts were not at hand [?];
 * those of vendors are so, and either is read in both places.
 *
 * @throws SealError `ERR_SEAL_LIMIT`; CoreError `ERR_DER_*`
 */
export function readExtensions(
  fields: DerCursor,
  usual: 'untagged' | 'tagged',
  note: Note,
): readonly SealExtension[] {
  const node = fields.peek()
  if (node === undefined) return []
  fields.next()
  const isTagged = node.tag === contextTag(0)
  if (isTagged !== (usual === 'tagged')) note('extensions-tag', ELEMENT)
  return readList(isTagged ? readExplicit(node) : node, note)
}

/** `SEQUENCE OF SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }` */
function readList(node: DerNode, note: Note): SealExtension[] {
  const elements = children(expectTag(node, TAG.sequence))
  if (elements.length > SEAL_LIMITS.extensions)
    throw overSealLimit('extensions', elements.length, SEAL_LIMITS.extensions)
  if (elements.length === 0) note('empty-extensions', ELEMENT)
  return elements.map((element): SealExtension => {
    const fields = openDer(element)
    const type = fields.next()
    const oid = readOid(type)
    // A vendor puts the letters of `tag` where the identifier goes.
    if (type.content.length > 2 && type.content.every(isLetter)) note('extension-oid', 'extnID')
    const flag = fields.optional(TAG.boolean)
    const critical = flag !== undefined && readBoolean(flag)
    if (flag !== undefined && !critical) note('explicit-default', 'critical')
    const value = readOctetString(fields.next())
    fields.end()
    return { oid, critical, value }
  })
}

const isLetter = (octet: number) => (octet >= 0x41 && octet <= 0x5a) || (octet >= 0x61 && octet <= 0x7a)
