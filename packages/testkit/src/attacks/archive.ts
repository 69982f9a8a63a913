import { crc32 } from 'node:zlib'
import { concatBytes, encodeUtf8 } from '@xinyin/core'

/** An entry whose two headers may say different things. */
export interface RawEntry {
  readonly name: string | Uint8Array
  readonly bytes: Uint8Array
  /** What the local header says instead. */
  readonly local?: Partial<Header>
  /** What the central header says instead. */
  readonly central?: Partial<Header>
  /** Bytes after the entry's data: a descriptor, or something to hide. */
  readonly after?: Uint8Array
}

export interface Header {
  readonly name: string | Uint8Array
  readonly version: number
  readonly flags: number
  readonly method: number
  readonly time: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly extra: Uint8Array
  readonly comment: Uint8Array
  readonly attributes: number
  readonly madeBy: number
  readonly internal: number
  readonly offset: number
  readonly disk: number
}

export interface RawArchive {
  readonly prefix?: Uint8Array
  readonly suffix?: Uint8Array
  readonly comment?: Uint8Array
  /** Whether offsets count from the start of the file, prefix included. */
  readonly absolute?: boolean
  readonly end?: Partial<{ entries: number; size: number; offset: number; disk: number; onDisk: number }>
  readonly beforeDirectory?: Uint8Array
}

const octets = (name: string | Uint8Array) => (typeof name === 'string' ? encodeUtf8(name) : name)
const EMPTY = new Uint8Array(0)

/** Writes an archive as it is told, right or wrong. */
export function writeArchive(entries: readonly RawEntry[], archive: RawArchive = {}): Uint8Array {
  const prefix = archive.prefix ?? EMPTY
  const base = archive.absolute === true ? prefix.length : 0
  const locals: Uint8Array[] = []
  const centrals: Uint8Array[] = []
  let at = 0
  for (const entry of entries) {
    const plain: Header = {
      name: entry.name,
      version: 20,
      flags: 0x0800,
      method: 0,
      time: 0x00210000,
      crc: crc32(entry.bytes),
      packed: entry.bytes.length,
      size: entry.bytes.length,
      extra: EMPTY,
      comment: EMPTY,
      attributes: 0,
      madeBy: 20,
      internal: 0,
      offset: base + at,
      disk: 0,
    }
    const local = localHeader({ ...plain, ...entry.local })
    const parts = [local, entry.bytes, entry.after ?? EMPTY]
    centrals.push(centralHeader({ ...plain, ...entry.central }))
    locals.push(...parts)
    at += parts.reduce((sum, part) => sum + part.length, 0)
  }
  const directory = concatBytes(...centrals)
  const gap = archive.beforeDirectory ?? EMPTY
  const end = {
    entries: entries.length,
    onDisk: entries.length,
    size: directory.length,
    offset: base + at + gap.length,
    disk: 0,
    ...archive.end,
  }
  const record = new DataView(new ArrayBuffer(22))
  record.setUint32(0, 0x06054b50, true)
  record.setUint16(4, end.disk, true)
  record.setUint16(8, end.onDisk, true)
  record.setUint16(10, end.entries, true)
  record.setUint32(12, end.size, true)
  record.setUint32(16, end.offset, true)
  record.setUint16(20, archive.comment?.length ?? 0, true)
  const tail = [new Uint8Array(record.buffer), archive.comment ?? EMPTY, archive.suffix ?? EMPTY]
  return concatBytes(prefix, ...locals, gap, directory, ...tail)
}

function localHeader(header: Header): Uint8Array {
  const name = octets(header.name)
  const view = new DataView(new ArrayBuffer(30))
  view.setUint32(0, 0x04034b50, true)
  writeCommon(view, 4, header, name)
  return concatBytes(new Uint8Array(view.buffer), name, header.extra)
}

function centralHeader(header: Header): Uint8Array {
  const name = octets(header.name)
  const view = new DataView(new ArrayBuffer(46))
  view.setUint32(0, 0x02014b50, true)
  view.setUint16(4, header.madeBy, true)
  writeCommon(view, 6, header, name)
  view.setUint16(32, header.comment.length, true)
  view.setUint16(34, header.disk, true)
  view.setUint16(36, header.internal, true)
  view.setUint32(38, header.attributes, true)
  view.setUint32(42, header.offset, true)
  return concatBytes(new Uint8Array(view.buffer), name, header.extra, header.comment)
}

function writeCommon(view: DataView, at: number, header: Header, name: Uint8Array): void {
  view.setUint16(at, header.version, true)
  view.setUint16(at + 2, header.flags, true)
  view.setUint16(at + 4, header.method, true)
  view.setUint32(at + 6, header.time, true)
  view.setUint32(at + 10, header.crc, true)
  view.setUint32(at + 14, header.packed, true)
  view.setUint32(at + 18, header.size, true)
  view.setUint16(at + 22, name.length, true)
  view.setUint16(at + 24, header.extra.length, true)
}

/** A data descriptor as APPNOTE 4.3.9 has it, with signature. */
export function descriptor(crc: number, packed: number, size: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(16))
  view.setUint32(0, 0x08074b50, true)
  view.setUint32(4, crc, true)
  view.setUint32(8, packed, true)
  view.setUint32(12, size, true)
  return new Uint8Array(view.buffer)
}
