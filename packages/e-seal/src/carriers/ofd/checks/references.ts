import { type Check, equalBytes, failed, passed } from '@xinyin/core'
import type { FileReference, SignatureFile } from '../signature-file.ts'

/**
 * Every file that the signature names is there and has the digest that was signed, over its bytes as they are
 * (GB/T 33190-2016, 18.2.2).
 *
 * @param digestOf - SM3 of a file, `undefined` for one that is not there
 */
export function checkReferences(
  { references }: SignatureFile,
  digestOf: (file: string) => Uint8Array | undefined,
): Check {
  const id = 'ofd.references'
  const missing: FileReference[] = []
  const changed: FileReference[] = []
  for (const reference of references) {
    const found = digestOf(reference.file)
    if (found === undefined) missing.push(reference)
    else if (!equalBytes(found, reference.digest)) changed.push(reference)
  }
  const [gone] = missing
  const [other] = changed
  if (other !== undefined) return failed(id, 'ERR_OFD_DIGEST', { file: other.file, count: changed.length })
  if (gone !== undefined)
    return failed(id, 'ERR_OFD_REFERENCE_MISSING', { file: gone.file, count: missing.length })
  return passed(id, { count: references.length })
}
