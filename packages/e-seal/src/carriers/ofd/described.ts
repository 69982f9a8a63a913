import { SealError } from '../../errors.ts'
import { ofdError } from './codes.ts'
import type { OpenOfd } from './open.ts'
import type { OfdLimits } from './package.ts'
import { readLater } from './reading.ts'
import { parseSignatureFile, type SignatureFile } from './signature-file.ts'
import { type ListedSignature, readSignatures } from './signature-list.ts'
import { admitValues } from './signed-values.ts'

/** A signature as the package describes it. */
export interface DescribedSignature {
  readonly listed: ListedSignature
  readonly described: SignatureFile
  /** The description's bytes, which are what is signed. */
  readonly data: Uint8Array
}

/** A signature whose description cannot be read. */
export interface UndescribedSignature {
  readonly listed: ListedSignature
  readonly fault: SealError
}

/** The signatures that a package lists, with the description of each. */
export async function describeSignatures(
  ofd: OpenOfd,
  limits: OfdLimits = {},
): Promise<(DescribedSignature | UndescribedSignature)[]> {
  const listed = await readLater(ofd.read, readSignatures(ofd, ofd.readXml, limits))
  const admit = admitValues((file) => ofd.archive.entries.get(file)?.entry.bytes, limits.maxValueBytes)
  const found: (DescribedSignature | UndescribedSignature)[] = []
  for (const each of listed) {
    try {
      const data = await ofd.read(each.file)
      if (data === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file: each.file })
      const described = parseSignatureFile(data, each.file, ofd.readXml, ofd)
      admit(described)
      found.push({ listed: each, described, data })
    } catch (error) {
      if (!(error instanceof SealError) || error.code === 'ERR_ZIP_CONTENT') throw error
      found.push({ listed: each, fault: error })
    }
  }
  return found
}

export const isDescribed = (
  signature: DescribedSignature | UndescribedSignature,
): signature is DescribedSignature => 'described' in signature
