import { inflateRawSync } from 'node:zlib'

/** An entry as a reader finds it that goes through an archive from its front. */
export interface ScannedEntry {
  /** The octets of its name, as Latin-1. */
  readonly name: string
  readonly content: Uint8Array
}

/** Where readers that stream differ. */
export interface ScanningStyle {
  /** What the end of deflated data of a known size is told by: the size in the header, or the stream. */
  readonly deflateEnd: 'header' | 'stream'
  /** By what a descriptor has sizes of 64 bits: a ZIP64 field in the header, or what follows it. */
  readonly descriptorWidth: 'field' | 'following'
}

export const SCANNING_STYLES: readonly ScanningStyle[] = (['header', 'stream'] as const).flatMap(
  (deflateEnd) =>
    (['field', 'following'] as const).map((descriptorWidth) => ({ deflateEnd, descriptorWidth })),
)

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const DESCRIPTOR = 0x08074b50
const UINT32 = 0xffffffff

/**
 * Reads an archive as readers that stream do, who never see the central directory: local headers one after the other, each
 * found by searching for the next signature; stored data with a descriptor up to the signature of one.
 */
export function scanForward(archive: Buffer, style: ScanningStyle): ScannedEntry[] {
  const entries: ScannedEntry[] = []
  for (let at = nextRecord(archive, 0); at >= 0 && archive.readUInt32LE(at) === LOCAL; ) {
    const flags = archive.readUInt16LE(at + 6)
    const method = archive.readUInt16LE(at + 8)
    const nameEnd = at + 30 + archive.readUInt16LE(at + 26)
    const data = nameEnd + archive.readUInt16LE(at + 28)
    const zip64 = zip64Of(archive.subarray(nameEnd, data))
    const stated = archive.readUInt32LE(at + 18)
    const size = stated === UINT32 && zip64 !== undefined ? zip64 : stated
    const name = archive.toString('latin1', at + 30, nameEnd)
    const deferred = (flags & 8) !== 0
    let end: number
    let content: Buffer
    if (method === 0) {
      const mark = Buffer.from([0x50, 0x4b, 7, 8])
      end = deferred ? archive.indexOf(mark, data) : data + size
      content = archive.subarray(data, end)
    } else {
      const { buffer, engine } = inflateRawSync(archive.subarray(data), { info: true }) as unknown as {
        buffer: Buffer
        engine: { bytesWritten: number }
      }
      content = buffer
      end = deferred || style.deflateEnd === 'stream' ? data + engine.bytesWritten : data + size
    }
    if (deferred) end += descriptorBytes(archive, end, style, zip64 !== undefined)
    entries.push({ name, content: new Uint8Array(content) })
    at = nextRecord(archive, end)
  }
  return entries
}

/** Where the next header begins, of an entry or of the directory. */
function nextRecord(archive: Buffer, from: number): number {
  for (
    let at = archive.indexOf('PK', from);
    at >= 0 && at + 4 <= archive.length;
    at = archive.indexOf('PK', at + 1)
  ) {
    const record = archive.readUInt32LE(at)
    if (record === LOCAL || record === CENTRAL) return at
  }
  return -1
}

function descriptorBytes(archive: Buffer, at: number, style: ScanningStyle, hasZip64: boolean): number {
  const signed = archive.readUInt32LE(at) === DESCRIPTOR ? 4 : 0
  const narrow = signed + 12
  if (style.descriptorWidth === 'field') return hasZip64 ? signed + 20 : narrow
  const following = archive.readUInt32LE(at + narrow)
  return following === LOCAL || following === CENTRAL ? narrow : signed + 20
}

/** The packed size in a ZIP64 field of a local header. */
function zip64Of(extra: Buffer): number | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2))
    if (extra.readUInt16LE(at) === 1 && at + 20 <= extra.length) return Number(extra.readBigUInt64LE(at + 12))
  return undefined
}
