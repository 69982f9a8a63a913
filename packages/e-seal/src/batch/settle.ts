import { SealError } from '../errors.ts'
import { fingerprint } from './job.ts'
import type { BatchStores } from './output.ts'
import type { DocumentRecord } from './record.ts'

/** What a batch is to do about one document. */
export interface Settlement {
  readonly id: string
  readonly source: Uint8Array
  /** What the journal knows of it from runs before. */
  readonly record: DocumentRecord | undefined
  /** Whether a file that the batch did not make may be replaced. */
  readonly overwrite: boolean
  /** Makes the sealed document. */
  readonly seal: (source: Uint8Array) => Promise<Uint8Array>
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
  const sourceDigest = fingerprint(source)
  const inPlace = await output.read(id)
  const placeDigest = inPlace === undefined ? undefined : fingerprint(inPlace)
  const finish = async (outcome: Settled['outcome'], made: string): Promise<Settled> => {
    await journal.note({ kind: 'done', id, output: made })
    await output.discard(id)
    return { outcome, digest: made }
  }

  if (record !== undefined) {
    const isSame = sourceDigest === record.source || (output.inPlace && sourceDigest === record.output)
    if (placeDigest === record.output) {
      if (!isSame) throw new SealError('ERR_BATCH_SOURCE_CHANGED')
      return finish('sealed-earlier', record.output)
    }
    if (record.done)
      throw new SealError(inPlace === undefined ? 'ERR_BATCH_OUTPUT_MISSING' : 'ERR_BATCH_OUTPUT_CHANGED')
    const staged = isSame ? await output.staged(id) : undefined
    if (staged !== undefined && fingerprint(staged) === record.output) {
      refuseForeign(inPlace, output.inPlace || overwrite)
      await output.publish(id, inPlace)
      return finish('sealed', record.output)
    }
  }

  await output.discard(id)
  refuseForeign(inPlace, output.inPlace || overwrite)
  const made = await seal(source)
  const madeDigest = fingerprint(made)
  await output.stage(id, made)
  await journal.append({ kind: 'sealed', id, source: sourceDigest, output: madeDigest })
  await output.publish(id, inPlace)
  return finish('sealed', madeDigest)
}

function refuseForeign(inPlace: Uint8Array | undefined, mayReplace: boolean): void {
  if (inPlace !== undefined && !mayReplace) throw new SealError('ERR_BATCH_OUTPUT_EXISTS')
}
