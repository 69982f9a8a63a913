import { digest } from '@xinyin/core'
import type { OfdPackage } from '../package.ts'
import type { SignatureFile } from '../signature-file.ts'
import type { ListedSignature } from '../signature-list.ts'

/** A signature as the package describes it. */
export interface DescribedSignature {
  readonly listed: ListedSignature
  readonly described: SignatureFile
}

/** The SM3 of a package's files, each worked out once however many signatures cover it. */
export type FileDigests = (file: string) => Uint8Array | undefined

export function rememberDigests(ofd: OfdPackage): FileDigests {
  const known = new Map<string, Uint8Array>()
  return (file) => {
    const bytes = ofd.files.get(file)
    if (bytes === undefined) return undefined
    const found = known.get(file) ?? digest('SM3', bytes)
    known.set(file, found)
    return found
  }
}
