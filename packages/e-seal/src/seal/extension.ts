import {
  children,
  type DerNode,
  expectTag,
  openDer,
  readBoolean,
  readOctetString,
  readOid,
  TAG,
} from '@xinyin/core/der'
import { overSealLimit, SEAL_LIMITS } from './limits.ts'
import type { SealExtension } from './seal.ts'

/**
 * `ExtensionDatas`: `SEQUENCE OF SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }`. Real seals write the
 * default out, which the second result tells.
 *
 * @throws SealError `ERR_SEAL_LIMIT`
 */
export function readExtensions(node: DerNode): { extensions: SealExtension[]; explicitDefault: boolean } {
  let explicitDefault = false
  const elements = children(expectTag(node, TAG.sequence))
  if (elements.length > SEAL_LIMITS.extensions)
    throw overSealLimit('extensions', elements.length, SEAL_LIMITS.extensions)
  const extensions = elements.map((element): SealExtension => {
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
