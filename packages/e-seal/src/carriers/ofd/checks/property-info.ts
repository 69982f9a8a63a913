import { type Check, failed, passed, skipped } from '@xinyin/core'
import type { SignedValue } from '../../../signature/signed-value.ts'
import type { SignatureFile } from '../signature-file.ts'
import { printable } from '../zip/name.ts'

const MAX_JSON = 4096

/**
 * The signed value was made for this place in the package, so that it cannot be carried to another one.
 *
 * A signature without a seal has no such place. It holds the path of the `Signature.xml`; two vendors write JSON with the path as `Entry`. The leading `/` may be
 * missing, and a line end may follow.
 */
export function checkPropertyInfo(value: SignedValue, { file }: SignatureFile): Check {
  const id = 'ofd.property-info'
  if (value.type === 'Sign') return skipped(id, 'seal')
  const { propertyInfo } = value.signature
  const text = propertyInfo.trim()
  const isJson = text.startsWith('{')
  const path = isJson ? entryOf(text) : text
  if (path?.replace(/^\//, '') !== file)
    return failed(id, 'ERR_OFD_PROPERTY_INFO', { found: printable(path ?? text), expected: file })
  const isUsual = propertyInfo === `/${file}`
  return passed(id, { form: isJson ? 'json' : 'path', ...(isUsual ? {} : { tolerance: 'property-info' }) })
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
