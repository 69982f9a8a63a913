import { type Check, equalBytes, failed, indeterminate, passed, skipped } from '@xinyin/core'
import type { SignedValue } from '../../../signature/signed-value.ts'
import type { OfdPackage } from '../package.ts'
import type { SignatureFile } from '../signature-file.ts'

/**
 * The seal that the package shows is, byte for byte, the one that was signed with. Beside a signature without a seal one
 * is shown that nobody signed with, for which nothing speaks.
 */
export function checkSealCopy(ofd: OfdPackage, value: SignedValue, { sealFile }: SignatureFile): Check {
  const id = 'ofd.seal-copy'
  if (sealFile === undefined) return skipped(id, 'seal-copy')
  if (value.type === 'Sign') return indeterminate(id, 'ERR_OFD_SEAL_UNSIGNED', { file: sealFile })
  const copy = ofd.files.get(sealFile)
  return copy !== undefined && equalBytes(copy, value.signature.seal.raw)
    ? passed(id)
    : failed(id, 'ERR_OFD_SEAL_COPY', { file: sealFile })
}
