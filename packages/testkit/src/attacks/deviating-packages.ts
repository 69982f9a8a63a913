import { crc32, deflateRawSync } from 'node:zlib'
import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { descriptor, type RawEntry, writeArchive } from './archive.ts'

/** A package that is not as the standard has it, in one way that real writers have, and shows nobody another content. */
export interface DeviatingPackage {
  /** The name of the tolerance. */
  readonly tolerance: string
  /** The entry where it is met; nothing where it is of the whole archive. */
  readonly entry: string
  readonly bytes: Uint8Array
}

/** Names of files that the document has to have for every deviation to be made of it. */
export interface DeviatingFiles {
  /** Any file of moderate size. */
  readonly plain: string
  /** One whose name is not in ASCII, and that name in GBK. */
  readonly chinese: string
  readonly gbk: Uint8Array
  /** One of 1 to 5 MiB that packs more than two hundredfold. */
  readonly blank: string
}

/** One package for each deviation of packages that is tolerated, all of the same files. */
export function createDeviatingPackages(
  files: ReadonlyMap<string, Uint8Array>,
  { plain, chinese, gbk, blank }: DeviatingFiles,
): readonly DeviatingPackage[] {
  const entries = [...files].map(([name, bytes]): RawEntry => ({ name, bytes }))
  const at = (tolerance: string, entry: string, change: (entry: RawEntry) => RawEntry): DeviatingPackage => ({
    tolerance,
    entry,
    bytes: writeArchive(entries.map((each) => (each.name === entry ? change(each) : each))),
  })
  const folder = plain.slice(0, plain.indexOf('/') + 1)
  const unflagged = (name: Uint8Array) => (entry: RawEntry) => ({
    ...entry,
    name,
    local: { flags: 0 },
    central: { flags: 0 },
  })
  return [
    at('utf8-flag-mismatch', plain, (entry) => ({ ...entry, local: { flags: 0 } })),
    at('bare-attributes', plain, (entry) => ({
      ...entry,
      central: { madeBy: 0x0b14, attributes: 0x80000000 },
    })),
    at('redundant-zip64', plain, (entry) => ({ ...entry, local: { extra: sizesOf(entry) } })),
    at('deflate-tail', plain, (entry) => deflated(entry, [1, 2, 3, 4])),
    at('unknown-extra-field', plain, (entry) => ({ ...entry, local: { extra: OWN_FIELD } })),
    {
      tolerance: 'archive-comment',
      entry: '',
      bytes: writeArchive(entries, { comment: Uint8Array.of(0x4b, 0x52, 0x43) }),
    },
    {
      tolerance: 'empty-entry-descriptor',
      entry: folder,
      bytes: writeArchive([
        {
          name: folder,
          bytes: new Uint8Array(0),
          local: { flags: 8 },
          central: { flags: 8 },
          after: descriptor(0, 0, 0),
        },
        ...entries,
      ]),
    },
    at('high-compression', blank, (entry) => deflated(entry)),
    at('names-without-utf8-flag', chinese, unflagged(encodeUtf8(chinese))),
    at('gbk-names', chinese, unflagged(gbk)),
  ]
}

/** A field of a kind that nobody has registered. */
const OWN_FIELD = Uint8Array.of(0x42, 0x42, 2, 0, 0, 0)

/** An entry that is deflated, with octets behind the end of its stream. */
function deflated(entry: RawEntry, tail: readonly number[] = []): RawEntry {
  const bytes = concatBytes(deflateRawSync(entry.bytes), Uint8Array.from(tail))
  const header = { method: 8, crc: crc32(entry.bytes), packed: bytes.length, size: entry.bytes.length }
  return { ...entry, bytes, local: header, central: header }
}

/** The ZIP64 field of a local header, beside the plain sizes. */
function sizesOf({ bytes }: RawEntry): Uint8Array {
  const field = new DataView(new ArrayBuffer(20))
  field.setUint16(0, 1, true)
  field.setUint16(2, 16, true)
  field.setUint32(4, bytes.length, true)
  field.setUint32(12, bytes.length, true)
  return new Uint8Array(field.buffer)
}
