import {
  type DerNode,
  openDer,
  readBoolean,
  readOctetString,
  readOid,
  readSequenceOf,
  TAG,
} from '@xinyin/core/der'
import type { SealExtension } from './seal.ts'

/**
 * `ExtensionDatas`: `SEQUENCE OF SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }`. Real seals write the
 * default out, which the second result tells.
 */
export function readExtensions(node: DerNode): { extensions: SealExtension[]; explicitDefault: boolean } {
  let explicitDefault = false
  const extensions = readSequenceOf(node, (element): SealExtension => {
    const fields = openDer(element)
    const oid = readOid(fields.next())
    const flag = fields.optional(TAG.boolean)
    const critical = flag !== undefined && readBoolean(flag)
    if (flag !== undefined && !critical) explicitDefault = true
    const value = readOctetString(fields.next())
    fields.end()
    return { oid, critical, value }
  })
  return { extensions, explicitDefault }
}
