import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { deflateSync } from 'fflate'
import { crc32 } from './crc32.ts'
import { foldName, readName } from './name.ts'
import { RECORD, RECORD_BYTES, viewOf } from './record.ts'

/** One file of a package. */
export interface PackageEntry {
  /** Path below the root, with `/` between its parts and none in front: `Doc_0/Document.xml`. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface PackageOptions {
  /**
   * `stored` (default) keeps every file as it is, so that every byte of the package is a byte of some file and
   * no change to it goes unseen. `deflated` makes the package smaller; deflate has many streams for one content,
   * so a changed byte may then leave the content, and every verdict, as it was.
   */
  readonly compression?: 'stored' | 'deflated'
}

/** 1980-01-01 00:00, the start of DOS time: the same content gives the same archive, whenever it is written. */
const DOS_EPOCH = 0x00210000
const FLAG_UTF8 = 0x0800

/**
 * Writes an OFD package: a ZIP archive with the files in the order given, UTF-8 names, no extra fields, no
 * comment and a fixed time.
 *
 * @throws RangeError for a name that is not a plain relative path, that occurs twice, or for more than ZIP holds
 */
export function createOfdPackage(entries: Iterable<PackageEntry>, options: PackageOptions = {}): Uint8Array {
  const method = options.compression === 'deflated' ? 8 : 0
  const files: Uint8Array[] = []
  const directory: Uint8Array[] = []
  const names = new Set<string>()
  let offset = 0
  for (const { name, bytes } of entries) {
    refuseName(name, names)
    const packed = method === 8 ? deflateSync(bytes) : bytes
    const nameOctets = encodeUtf8(name)
    const common = commonFields(method, packed, bytes, nameOctets)
    files.push(localHeader(common), nameOctets, packed)
    directory.push(centralHeader(common, offset), nameOctets)
    offset += RECORD_BYTES.local + nameOctets.length + packed.length
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0)
  if (names.size === 0 || names.size >= 0xffff || offset + directoryBytes >= 0xffffffff)
    throw new RangeError('entries: a package holds 1 to 65,534 files and less than 4 GiB')
  return concatBytes(...files, ...directory, endRecord(names.size, directoryBytes, offset))
}

function refuseName(name: string, names: Set<string>): void {
  let plain: boolean
  try {
    plain = readName(encodeUtf8(name), true).name === name && !name.endsWith('/')
  } catch {
    plain = false
  }
  if (!plain) throw new RangeError(`entries: not a plain relative path: ${name}`)
  const folded = foldName(name)
  if (names.has(folded)) throw new RangeError(`entries: two files of one name: ${name}`)
  names.add(folded)
}

/** What local and central headers share: version, flags, method, time, checksum, sizes and lengths. */
function commonFields(method: number, packed: Uint8Array, bytes: Uint8Array, name: Uint8Array): Uint8Array {
  const fields = new Uint8Array(26)
  const view = viewOf(fields)
  view.setUint16(0, 20, true)
  view.setUint16(2, FLAG_UTF8, true)
  view.setUint16(4, method, true)
  view.setUint32(6, DOS_EPOCH, true)
  view.setUint32(10, crc32(bytes), true)
  view.setUint32(14, packed.length, true)
  view.setUint32(18, bytes.length, true)
  view.setUint16(22, name.length, true)
  return fields
}

function localHeader(common: Uint8Array): Uint8Array {
  const header = new Uint8Array(RECORD_BYTES.local)
  viewOf(header).setUint32(0, RECORD.local, true)
  header.set(common, 4)
  return header
}

function centralHeader(common: Uint8Array, offset: number): Uint8Array {
  const header = new Uint8Array(RECORD_BYTES.central)
  const view = viewOf(header)
  view.setUint32(0, RECORD.central, true)
  view.setUint16(4, 20, true)
  header.set(common, 6)
  view.setUint32(42, offset, true)
  return header
}

function endRecord(count: number, directoryBytes: number, directoryOffset: number): Uint8Array {
  const record = new Uint8Array(RECORD_BYTES.end)
  const view = viewOf(record)
  view.setUint32(0, RECORD.end, true)
  view.setUint16(8, count, true)
  view.setUint16(10, count, true)
  view.setUint32(12, directoryBytes, true)
  view.setUint32(16, directoryOffset, true)
  return record
}
