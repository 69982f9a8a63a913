import type { ByteSource } from '../carriers/ofd/source.ts'
import { batchError } from './codes.ts'
import { digestPieces, piecesOf } from './job.ts'
import type { BatchStores } from './output.ts'
import type { DocumentRecord } from './record.ts'

/** Makes the sealed document, piece by piece. */
export type SealOne = (source: ByteSource) => Promise<AsyncIterable<Uint8Array>>

/** What a batch is to do about one document. */
export interface Settlement {
  readonly id: string
  readonly source: ByteSource
  /** What the journal knows of it from runs before. */
  readonly record: DocumentRecord | undefined
  /** Whether a file that the batch did not make may be replaced. */
  readonly overwrite: boolean
  readonly seal: SealOne
}

/** How it ended: by this run, or by one before. */
export interface Settled {
  readonly outcome: 'sealed' | 'sealed-earlier'
  readonly digest: string
}

/**
 * Sees to it that a document is sealed once, wherever the run before ended.
 *
 * The steps of a run are: put the sealed document aside; write its digest into the journal; put it in its place; note
 * that. Before the second, nobody has seen what was made, and it is made anew. After it, the digest tells in whose
 * hands the place is: that of the source, of what was made, or of somebody else.
 *
 * @throws SealError `ERR_BATCH_*`, and those of `seal`
 */
export async function settle(settlement: Settlement, { journal, output }: BatchStores): Promise<Settled> {
  const { id, source, record, overwrite, seal } = settlement
  const sourceDigest = await digestPieces(piecesOf(source))
  const place = await output.digest(id)
  const finish = async (outcome: Settled['outcome'], digest: string): Promise<Settled> => {
    await journal.note({ kind: 'done', id, output: digest })
    await output.discard(id)
    return { outcome, digest }
  }

  if (record !== undefined) {
    const isSame = sourceDigest === record.source || (output.inPlace && sourceDigest === record.output)
    if (place === record.output) {
      if (!isSame) throw batchError('ERR_BATCH_SOURCE_CHANGED')
      return finish('sealed-earlier', record.output)
    }
    if (record.done)
      throw batchError(place === undefined ? 'ERR_BATCH_OUTPUT_MISSING' : 'ERR_BATCH_OUTPUT_CHANGED')
    if (isSame && (await output.staged(id)) === record.output) {
      refuseForeign(place, output.inPlace || overwrite)
      await output.publish(id, place)
      return finish('sealed', record.output)
    }
  }

  await output.discard(id)
  refuseForeign(place, output.inPlace || overwrite)
  await output.stage(id, await seal(source))
  const made = await output.staged(id)
  if (made === undefined) throw new Error(`output: nothing was put aside for ${id}`)
  await journal.append({ kind: 'sealed', id, source: sourceDigest, output: made })
  await output.publish(id, place)
  return finish('sealed', made)
}

function refuseForeign(place: string | undefined, mayReplace: boolean): void {
  if (place !== undefined && !mayReplace) throw batchError('ERR_BATCH_OUTPUT_EXISTS')
}
