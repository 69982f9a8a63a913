import { concatBytes, digest, encodeHex } from '@xinyin/core'
import { batchError } from '../../src/batch/codes.ts'
import type { BatchOutput } from '../../src/batch/index.ts'

/** A place for results in memory, which can be looked into and made to fail. */
export interface MemoryOutput extends BatchOutput {
  readonly places: Map<string, Uint8Array>
  readonly parts: Map<string, Uint8Array>
}

export function memoryOutput(places = new Map<string, Uint8Array>(), inPlace = false): MemoryOutput {
  const parts = new Map<string, Uint8Array>()
  return {
    inPlace,
    places,
    parts,
    digest: async (id) => digestOf(places.get(id)),
    stage: async (id, pieces) => {
      const found: Uint8Array[] = []
      for await (const piece of pieces) found.push(piece)
      parts.set(id, concatBytes(...found))
    },
    staged: async (id) => digestOf(parts.get(id)),
    publish: async (id, replaces) => {
      if (digestOf(places.get(id)) !== replaces) throw batchError('ERR_BATCH_OUTPUT_EXISTS')
      places.set(id, parts.get(id) as Uint8Array)
      parts.delete(id)
    },
    discard: async (id) => {
      parts.delete(id)
    },
  }
}

const digestOf = (bytes: Uint8Array | undefined) =>
  bytes === undefined ? undefined : encodeHex(digest('SM3', bytes))
