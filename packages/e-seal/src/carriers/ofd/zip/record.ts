import type { SealError } from '../../../errors.ts'
import { zipError } from './codes.ts'
import type { StretchReading } from './stretch.ts'

/** Signatures of the records (APPNOTE 6.3.10, 4.3). */
export const RECORD = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  descriptor: 0x08074b50,
} as const

/** Where a ZIP64 end record is to be found (APPNOTE, 4.3.15). It lies right before the end record. */
const ZIP64_LOCATOR = { signature: 0x07064b50, bytes: 20 } as const

/** Lengths of the records without their variable parts. */
export const RECORD_BYTES = { local: 30, central: 46, end: 22 } as const

/** The largest archive comment that is tolerated. Some writers leave a mark of a few letters there. */
const MAX_COMMENT_BYTES = 64

/** The record at the end of an archive (APPNOTE, 4.3.16). */
export interface EndRecord {
  /** Where it begins. */
  readonly at: number
  readonly entries: number
  readonly directoryBytes: number
  readonly directoryOffset: number
  readonly comment: string
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

export function malformedZip(record: string, offset: number): SealError {
  return zipError('ERR_ZIP_STRUCTURE', { record, offset })
}

/** The end record, the longest comment that may follow it, and what must not stand before it. */
const TAIL_BYTES = RECORD_BYTES.end + MAX_COMMENT_BYTES + ZIP64_LOCATOR.bytes

/**
 * Finds the end record. It must end where the file ends; the comment, if any, is short and printable.
 *
 * Readers differ on which of two end records counts, so a comment that could hold one is refused.
 *
 * @param size - of the archive
 * @throws SealError `ERR_ZIP_STRUCTURE`, `ERR_ZIP_COMMENT`, `ERR_ZIP_UNSUPPORTED`
 */
export function* readEndRecord(size: number): StretchReading<EndRecord> {
  if (size < RECORD_BYTES.end) throw malformedZip('end record', 0)
  const start = Math.max(0, size - TAIL_BYTES)
  const tail = yield { offset: start, length: size - start }
  const view = viewOf(tail)
  const last = tail.length - RECORD_BYTES.end
  const lowest = Math.max(0, last - MAX_COMMENT_BYTES)
  for (let at = last; at >= lowest; at--) {
    if (view.getUint32(at, true) !== RECORD.end) continue
    if (at + RECORD_BYTES.end + view.getUint16(at + 20, true) !== tail.length) continue
    return endRecordAt(tail, view, at, start)
  }
  throw malformedZip('end record', start + lowest)
}

function endRecordAt(tail: Uint8Array, view: DataView, at: number, start: number): EndRecord {
  const locator = at - ZIP64_LOCATOR.bytes
  // Some readers follow a locator whatever the end record says, and would see another directory than this one.
  if (locator >= 0 && view.getUint32(locator, true) === ZIP64_LOCATOR.signature)
    throw zipError('ERR_ZIP_UNSUPPORTED', { feature: 'ZIP64', entry: '' })
  const entries = view.getUint16(at + 10, true)
  const directoryBytes = view.getUint32(at + 12, true)
  const directoryOffset = view.getUint32(at + 16, true)
  if (entries === 0xffff || directoryBytes === 0xffffffff || directoryOffset === 0xffffffff) {
    throw zipError('ERR_ZIP_UNSUPPORTED', { feature: 'ZIP64', entry: '' })
  }
  const onOneDisk = view.getUint32(at + 4, true) === 0 && view.getUint16(at + 8, true) === entries
  if (!onOneDisk) throw malformedZip('end record', start + at)
  const comment = String.fromCharCode(...tail.subarray(at + RECORD_BYTES.end))
  if (!/^[\x20-\x7e]*$/.test(comment) || comment.includes('PK')) {
    throw zipError('ERR_ZIP_COMMENT', { found: comment.length })
  }
  return { at: start + at, entries, directoryBytes, directoryOffset, comment }
}
