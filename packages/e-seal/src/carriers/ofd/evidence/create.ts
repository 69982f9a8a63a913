import { TrustError } from '@xinyin/core'
import { type CreatedEvidence, createEvidence, type EvidenceOptions } from '../../../evidence/create.ts'
import { parseSignedValue, type SignedValue } from '../../../signature/signed-value.ts'
import type { OfdLimits } from '../package-index.ts'
import { readLater } from '../reading.ts'
import { openPackage } from '../seal/opened.ts'
import { parseSignatureFile } from '../signature-file.ts'
import type { ByteSource } from '../source.ts'

/** From where the evidence of a document is got. */
export interface OfdEvidenceOptions extends EvidenceOptions {
  readonly limits?: OfdLimits
}

/**
 * Collects the evidence for every signature of a document, to be kept beside it: see `createEvidence`. The document is
 * not touched and need not be whole; a signature that cannot be read has none.
 *
 * @param document - the OFD file
 * @throws SealError those of `parseOfdPackage`; what the `timeStamper` throws
 * @example
 * ```ts
 * const { evidence, gaps } = await createOfdEvidence(document, { trust, fetch, timeStamper })
 * await writeFile('licence.ofd.evidence.json', encodeEvidence(evidence))
 * ```
 */
export async function createOfdEvidence(
  document: Uint8Array | Blob | ByteSource,
  options: OfdEvidenceOptions,
): Promise<CreatedEvidence> {
  const { limits = {}, ...others } = options
  const { listed, read, readXml, archive } = await openPackage(document, limits)
  const values: SignedValue[] = []
  for (const { file, type } of listed) {
    try {
      const description = parseSignatureFile(await read(file), file, readXml, archive.entries)
      const { signedValueFile } = await readLater(read, description)
      values.push(parseSignedValue(await read(signedValueFile), type))
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
    }
  }
  return createEvidence(values, others)
}
