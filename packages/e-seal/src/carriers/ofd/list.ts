import { describeSignatures, isDescribed } from './described.ts'
import { openOfd } from './open.ts'
import type { OfdIndex, OfdLimits } from './package-index.ts'
import type { SignatureFile } from './signature-file.ts'
import type { ListedSignature } from './signature-list.ts'
import type { ByteSource } from './source.ts'

/** What a package says of itself and its signatures. Nothing of it is verified. */
export interface OfdListing extends OfdIndex {
  readonly signatures: readonly (ListedSignature & {
    /** Its description; `undefined` when it cannot be read. */
    readonly description: SignatureFile | undefined
  })[]
}

/**
 * Lists the signatures of a document without inflating its pages: for an overview of many files, and to find out before
 * a verification what there is to verify.
 *
 * @throws SealError as `parseOfdPackage` does
 */
export async function listOfdSignatures(
  document: Uint8Array | Blob | ByteSource,
  limits: OfdLimits = {},
): Promise<OfdListing> {
  const ofd = await openOfd(document, limits)
  const { version, docType, documents } = ofd
  const signatures = (await describeSignatures(ofd, limits)).map((signature) => ({
    ...signature.listed,
    description: isDescribed(signature) ? signature.described : undefined,
  }))
  return { version, docType, documents, signatures }
}
