import { TrustError } from '@xinyin/core'
import { describeSignatures, isDescribed } from '../carriers/ofd/described.ts'
import { openOfd } from '../carriers/ofd/open.ts'
import type { OfdLimits } from '../carriers/ofd/package-index.ts'
import type { ByteSource } from '../carriers/ofd/source.ts'
import { parseSignedValue, type SignedValue } from '../signature/signed-value.ts'
import { batchError } from './codes.ts'

/**
 * Refuses a document that carries a signature as the batch would make it. Nothing is verified: one that somebody forged is
 * a reason to look at the document, not to sign it.
 *
 * @param isOwn - tells such a signature by its value
 * @throws SealError `ERR_BATCH_SEALED_BEFORE`, and those of `parseOfdPackage`
 */
export async function refuseSigned(
  document: ByteSource,
  isOwn: (value: SignedValue) => boolean,
  limits: OfdLimits = {},
): Promise<void> {
  const ofd = await openOfd(document, limits)
  for (const signature of await describeSignatures(ofd, limits)) {
    if (!isDescribed(signature)) continue
    const { listed, described } = signature
    const bytes = await ofd.read(described.signedValueFile)
    const value = bytes === undefined ? undefined : readValue(bytes, listed.type)
    if (value !== undefined && isOwn(value))
      throw batchError('ERR_BATCH_SEALED_BEFORE', { signature: listed.id.slice(0, 40) })
  }
}

/** What cannot be read is nothing that a batch made. */
function readValue(bytes: Uint8Array, type: SignedValue['type']): SignedValue | undefined {
  try {
    return parseSignedValue(bytes, type)
  } catch (error) {
    if (error instanceof TrustError) return undefined
    throw error
  }
}
