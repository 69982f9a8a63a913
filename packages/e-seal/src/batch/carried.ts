import { inspectOfd } from '../carriers/ofd/inspect.ts'
import type { OfdLimits } from '../carriers/ofd/package.ts'
import { SealError } from '../errors.ts'
import type { Seal } from '../seal/seal.ts'

/**
 * Refuses a document that carries a signature with this seal. Nothing is verified: one that somebody forged is a reason
 * to look at the document, not to seal it.
 *
 * @throws SealError `ERR_BATCH_SEALED_BEFORE`
 */
export async function refuseSealed(document: Uint8Array, seal: Seal, limits: OfdLimits = {}): Promise<void> {
  const { subject } = await inspectOfd(document, { trust: { anchors: [], intermediates: [] }, limits })
  const carried = subject?.signatures.find(({ sealId }) => sealId === seal.info.id)
  if (carried !== undefined)
    throw new SealError('ERR_BATCH_SEALED_BEFORE', { signature: carried.id.slice(0, 40) })
}
