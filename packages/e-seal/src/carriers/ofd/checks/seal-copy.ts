import { type Check, equalBytes, failed, passed, skipped } from '@xinyin/core'
import type { SealSignature } from '../../../signature/signature.ts'
import type { OfdPackage } from '../package.ts'
import type { SignatureFile } from '../signature-file.ts'

/** The seal that the package shows is, byte for byte, the one that was signed with. */
export function checkSealCopy(ofd: OfdPackage, { seal }: SealSignature, { sealFile }: SignatureFile): Check {
  const id = 'ofd.seal-copy'
  if (sealFile === undefined) return skipped(id, 'seal-copy')
  const copy = ofd.files.get(sealFile)
  return copy !== undefined && equalBytes(copy, seal.raw)
    ? passed(id)
    : failed(id, 'ERR_OFD_SEAL_COPY', { file: sealFile })
}
