import { encodeUtf8 } from '@xinyin/core'
import { deflateSync } from 'fflate'
import { crc32 } from './crc32.ts'
import { RECORD, RECORD_BYTES, viewOf } from './record.ts'

export type Compression = 'stored' | 'deflated'

/** An entry made for an archive: what goes into it, and its header in the central directory. */
export interface PackedEntry {
  /** Local header, name and packed content. */
  readonly local: readonly Uint8Array[]
  /** Length of all of these. */
  readonly length: number
  /** The header in the central directory, with its name, once it is known where the entry begins. */
  central(offset: number): Uint8Array
}

/** 1980-01-01 00:00, the start of DOS time: the same content gives the same archive, whenever it is written. */
const DOS_EPOCH = 0x00210000
const FLAG_UTF8 = 0x0800

/**
 * Makes an entry without extra fields.
 *
 * @param name - its name, or the octets that stand for it where they are no UTF-8 or not flagged as such
 */
export function packEntry(
  name: string | { readonly octets: Uint8Array; readonly isUtf8: boolean },
  bytes: Uint8Array,
  compression: Compression = 'stored',
): PackedEntry {
  const { octets, isUtf8 } = typeof name === 'string' ? { octets: encodeUtf8(name), isUtf8: true } : name
  const isDeflated = compression === 'deflated'
  const packed = isDeflated ? deflateSync(bytes) : bytes
  // What local and central headers share: version, flags, method, time, checksum, sizes and lengths.
  const common = new Uint8Array(26)
  const view = viewOf(common)
  view.setUint16(0, 20, true)
  view.setUint16(2, isUtf8 ? FLAG_UTF8 : 0, true)
  view.setUint16(4, isDeflated ? 8 : 0, true)
  view.setUint32(6, DOS_EPOCH, true)
  view.setUint32(10, crc32(bytes), true)
  view.setUint32(14, packed.length, true)
  view.setUint32(18, bytes.length, true)
  view.setUint16(22, octets.length, true)
  return {
    local: [localHeader(common), octets, packed],
    length: RECORD_BYTES.local + octets.length + packed.length,
    central: (offset) => centralHeader(common, octets, offset),
  }
}

function localHeader(common: Uint8Array): Uint8Array {
  const header = new Uint8Array(RECORD_BYTES.local)
  viewOf(header).setUint32(0, RECORD.local, true)
  header.set(common, 4)
  return header
}

function centralHeader(common: Uint8Array, name: Uint8Array, offset: number): Uint8Array {
  const header = new Uint8Array(RECORD_BYTES.central + name.length)
  const view = viewOf(header)
  view.setUint32(0, RECORD.central, true)
  view.setUint16(4, 20, true)
  header.set(common, 6)
  view.setUint32(42, offset, true)
  header.set(name, RECORD_BYTES.central)
  return header
}

/**
 * The record that ends an archive, without a comment.
 *
 * @throws RangeError for more than ZIP holds: 65,534 entries and 4 GiB
 */
export function endRecord(count: number, directoryBytes: number, directoryOffset: number): Uint8Array {
  if (count === 0 || count >= 0xffff || directoryOffset + directoryBytes >= 0xffffffff)
    throw new RangeError('entries: a package holds 1 to 65,534 files and less than 4 GiB')
  const record = new Uint8Array(RECORD_BYTES.end)
  const view = viewOf(record)
  view.setUint32(0, RECORD.end, true)
  view.setUint16(8, count, true)
  view.setUint16(10, count, true)
  view.setUint32(12, directoryBytes, true)
  view.setUint32(16, directoryOffset, true)
  return record
}
