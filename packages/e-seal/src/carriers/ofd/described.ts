import { digestSm3, encodeHex } from '@xinyin/core'
import { SealError } from '../../errors.ts'
import { ofdError } from './codes.ts'
import type { OpenOfd } from './open.ts'
import type { OfdLimits } from './package-index.ts'
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

/**
 * The signatures that a package lists, with the description of each.
 *
 * One description cannot be that of two signatures: it names what came before it, and a place for its own signed value.
 * Where that place is told from where the description lies, both can be copied as they are, and what one has signed would
 * count as signed by two.
 */
export async function describeSignatures(
  ofd: OpenOfd,
  limits: OfdLimits = {},
): Promise<(DescribedSignature | UndescribedSignature)[]> {
  const listed = await readLater(ofd.read, readSignatures(ofd, ofd.readXml, limits))
  const admit = admitValues((file) => ofd.archive.entries.get(file)?.entry.bytes, limits.maxValueBytes)
  const found: (DescribedSignature | UndescribedSignature)[] = []
  const seen = new Set<string>()
  for (const each of listed) {
    try {
      const data = await ofd.read(each.file)
      if (data === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file: each.file })
      // A copy takes two.
      const mark = listed.length > 1 ? encodeHex(digestSm3(data)) : ''
      if (seen.has(mark))
        throw ofdError('ERR_OFD_ELEMENT', { file: each.file, element: 'Signature', reason: 'duplicate' })
      seen.add(mark)
      const described = await readLater(ofd.read, parseSignatureFile(data, each.file, ofd.readXml, ofd))
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
