import { type Check, equalBytes, failed, indeterminate, passed, skipped } from '@xinyin/core'
import type { SignedValue } from '../../../signature/signed-value.ts'
import type { SignatureFile } from '../signature-file.ts'

/**
 * The seal that the package shows is, byte for byte, the one that was signed with. Beside a signature without a seal one
 * is shown that nobody signed with, for which nothing speaks.
 *
 * @param copy - the bytes of the file that the description names, `undefined` when it is not there
 */
export function checkSealCopy(
  copy: Uint8Array | undefined,
  value: SignedValue,
  { sealFile }: SignatureFile,
): Check {
  const id = 'ofd.seal-copy'
  if (sealFile === undefined) return skipped(id, 'seal-copy')
  if (value.type === 'Sign') return indeterminate(id, 'ERR_OFD_SEAL_UNSIGNED', { file: sealFile })
  return copy !== undefined && equalBytes(copy, value.signature.seal.raw)
    ? passed(id)
    : failed(id, 'ERR_OFD_SEAL_COPY', { file: sealFile })
}
