import { type Check, failed, passed } from '@xinyin/core'
import type { SealSignature } from '../../../signature/signature.ts'
import type { SignatureFile } from '../signature-file.ts'
import { printable } from '../zip/name.ts'

const MAX_JSON = 4096

/**
 * The signed value was made for this place in the package, so that it cannot be carried to another one.
 *
 * It holds the path of the `Signature.xml`; two vendors write JSON with the path as `Entry`. The leading `/` may be
 * missing, and a line end may follow.
 */
export function checkPropertyInfo({ propertyInfo }: SealSignature, { file }: SignatureFile): Check {
  const text = propertyInfo.trim()
  const path = text.startsWith('{') ? entryOf(text) : text
  const form = text.startsWith('{') ? 'json' : 'path'
  if (path?.replace(/^\//, '') === file) return passed('ofd.property-info', { form })
  return failed('ofd.property-info', 'ERR_OFD_PROPERTY_INFO', {
    found: printable(path ?? text),
    expected: file,
  })
}

function entryOf(text: string): string | undefined {
  if (text.length > MAX_JSON) return undefined
  try {
    const value: unknown = JSON.parse(text)
    const entry = typeof value === 'object' && value !== null && 'Entry' in value ? value.Entry : undefined
    return typeof entry === 'string' ? entry.trim() : undefined
  } catch {
    return undefined
  }
}
