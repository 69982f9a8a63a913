import { createSm3Digest, digestSm3, encodeHex, encodeUtf8 } from '@xinyin/core'
import { type ByteSource, readExactly } from '../carriers/ofd/source.ts'
import { batchError } from './codes.ts'
import type { JobEntry, JournalEntry } from './journal.ts'

/** SM3 as the journal writes it. */
export const fingerprint = (bytes: Uint8Array): string => encodeHex(digestSm3(bytes))

/** The digest of what comes in pieces, as the journal writes it: SM3 in hexadecimal digits. */
export async function digestPieces(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createSm3Digest()
  for await (const piece of pieces) hash.update(piece)
  return encodeHex(hash.digest())
}

const PIECE_BYTES = 1024 * 1024

/** A source from its beginning to its end. */
export async function* piecesOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < source.size; at += PIECE_BYTES)
    yield await readExactly(source, at, Math.min(PIECE_BYTES, source.size - at))
}

/** The first entry of a batch's journal. @param using - the seal, or the certificate that stands in its place */
export const createJob = (using: Uint8Array, settings: Readonly<Record<string, unknown>>): JobEntry => ({
  kind: 'job',
  version: 1,
  seal: fingerprint(using),
  settings: fingerprintSettings(settings),
})

/** The octets that a certificate, a seal or a key stands for: what else there is of it is read from them. */
function octetsOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const octets = 'raw' in value ? value.raw : 'spki' in value ? value.spki : undefined
  return octets instanceof Uint8Array ? octets : undefined
}

/**
 * The digest of settings, the same for the same settings in any order. Of functions only counts that they are there, since
 * nothing tells two of them apart.
 */
function fingerprintSettings(settings: Readonly<Record<string, unknown>>): string {
  const plain = (_name: string, value: unknown): unknown => {
    if (typeof value === 'function') return 'function'
    if (value instanceof RegExp) return String(value)
    if (typeof value === 'bigint') return String(value)
    if (value instanceof Uint8Array) return fingerprint(value)
    const octets = octetsOf(value)
    if (octets !== undefined) return fingerprint(octets)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  return fingerprint(encodeUtf8(JSON.stringify(settings, plain)))
}

/**
 * Whether a journal is that of this batch. One that goes on with another seal, or other stamps, would leave a mixture that
 * nobody asked for.
 *
 * @returns whether the journal is new, and the job is to be written first
 * @throws SealError `ERR_BATCH_OTHER_SEAL`, `ERR_BATCH_OTHER_SETTINGS`, `ERR_BATCH_JOURNAL`
 */
export function isNewJob(job: JobEntry, [first, ...others]: readonly JournalEntry[]): boolean {
  if (first === undefined) return true
  if (first.kind !== 'job') throw batchError('ERR_BATCH_JOURNAL', { line: 1 })
  const second = others.findIndex(({ kind }) => kind === 'job')
  if (second >= 0) throw batchError('ERR_BATCH_JOURNAL', { line: second + 2 })
  if (first.seal !== job.seal) throw batchError('ERR_BATCH_OTHER_SEAL')
  if (first.settings !== job.settings) throw batchError('ERR_BATCH_OTHER_SETTINGS')
  return false
}
