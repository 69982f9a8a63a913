import { TrustError } from '../../errors.ts'
import { parseStrictJson } from '../../json/parse.ts'
import { trustListError } from './codes.ts'
import { openMembers, writeTime } from './members.ts'
import { readMemory, type TrustListMemory } from './memory.ts'

/** What a cache keeps of one list. */
export interface CachedRecord {
  readonly jws: string
  readonly fetchedAt: Date
  readonly memory: TrustListMemory
}

export function encodeRecord({ jws, fetchedAt, memory }: CachedRecord): string {
  return JSON.stringify({ jws, fetchedAt: writeTime(fetchedAt), memory })
}

/**
 * A record that cannot be read is an error and not the same as none: taken for none, whoever can damage it could put an
 * older list in its place.
 *
 * @throws CoreError `ERR_TRUST_LIST_MEMORY`
 */
export function parseRecord(text: string, territory: string, maxBytes: number): CachedRecord {
  try {
    const record = openMembers(parseStrictJson(text), '$')
    record.only('jws', 'fetchedAt', 'memory')
    const memory = readMemory(record.object('memory'), territory)
    return { jws: record.longText('jws', maxBytes), fetchedAt: record.time('fetchedAt'), memory }
  } catch (cause) {
    if (!(cause instanceof TrustError)) throw cause
    throw trustListError('ERR_TRUST_LIST_MEMORY', { territory }, cause)
  }
}
