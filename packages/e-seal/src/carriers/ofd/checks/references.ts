import { type Check, equalBytes, failed, passed } from '@xinyin/core'
import type { SignatureFile } from '../signature-file.ts'
import type { FileDigests } from './context.ts'

/** Every file that the signature names is there and has the digest that was signed, over its bytes as they are. */
export function checkReferences({ references }: SignatureFile, digestOf: FileDigests): Check {
  const id = 'ofd.references'
  const missing = references.filter(({ file }) => digestOf(file) === undefined)
  const changed = references.filter(({ file, digest }) => !equalBytes(digestOf(file) ?? digest, digest))
  const [gone] = missing
  const [other] = changed
  if (other !== undefined) return failed(id, 'ERR_OFD_DIGEST', { file: other.file, count: changed.length })
  if (gone !== undefined)
    return failed(id, 'ERR_OFD_REFERENCE_MISSING', { file: gone.file, count: missing.length })
  return passed(id, { count: references.length })
}
