import { concatBytes, encodeUtf8 } from '@xinyin/core'
import { type Compression, endRecord, packEntry } from './header-write.ts'
import { foldName, readName } from './name.ts'

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
  readonly compression?: Compression
}

/**
 * Writes an OFD package: a ZIP archive with the files in the order given, UTF-8 names, no extra fields, no
 * comment and a fixed time.
 *
 * @throws RangeError for a name that is not a plain relative path, that occurs twice, or for more than ZIP holds
 */
export function createOfdPackage(entries: Iterable<PackageEntry>, options: PackageOptions = {}): Uint8Array {
  const files: Uint8Array[] = []
  const directory: Uint8Array[] = []
  const names = new Set<string>()
  let offset = 0
  for (const { name, bytes } of entries) {
    refuseName(name, names)
    const packed = packEntry(name, bytes, options.compression)
    for (const part of packed.local) files.push(part)
    directory.push(packed.central(offset))
    offset += packed.length
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0)
  return concatBytes(...files, ...directory, endRecord(names.size, directoryBytes, offset))
}

/** Whether a name is one plain path below the root, and that of a file. */
export function isPlainName(name: string): boolean {
  try {
    return readName(encodeUtf8(name), true).name === name && !name.endsWith('/')
  } catch {
    return false
  }
}

function refuseName(name: string, names: Set<string>): void {
  if (!isPlainName(name)) throw new RangeError(`entries: not a plain relative path: ${name}`)
  const folded = foldName(name)
  if (names.has(folded)) throw new RangeError(`entries: two files of one name: ${name}`)
  names.add(folded)
}
