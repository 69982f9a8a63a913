import { SealError } from '../../errors.ts'
import { type OfdIndex, type OfdLimits, readIndex } from './package-index.ts'
import { readLater } from './reading.ts'
import { type ByteSource, bytesOf, sourceOf } from './source.ts'
import { budgetReading, type ReadingXml } from './xml/budget.ts'
import { type Archive, openArchive } from './zip/archive.ts'
import { readEntry, unpack } from './zip/content.ts'
import { readSource } from './zip/stretch.ts'

/** A package of which the headers and the index files are read; every other file is read when it is asked for. */
export interface OpenOfd extends OfdIndex {
  readonly source: ByteSource
  readonly archive: Archive
  /** Whether the package holds a file of this name. */
  has(file: string): boolean
  /** A file's bytes, `undefined` when there is none. They are kept: it is for index files, not for pages. */
  read(file: string): Promise<Uint8Array | undefined>
  /** A file's bytes when they were read before. */
  kept(file: string): Uint8Array | undefined
  /** Reads XML on the budget of the package. */
  readonly readXml: ReadingXml
}

/**
 * Opens a package without inflating its pages.
 *
 * @throws SealError as `parseOfdPackage` does
 */
export async function openOfd(
  input: Uint8Array | Blob | ByteSource,
  limits: OfdLimits = {},
): Promise<OpenOfd> {
  const source = sourceOf(input)
  const archive = await readSource(source, openArchive(source.size, limits.zip))
  const { entries, note } = archive
  const files = new Map<string, Uint8Array>()
  const read = async (file: string) => {
    const known = files.get(file)
    const placed = entries.get(file)
    if (known !== undefined || placed === undefined) return known
    const bytes = await readEntry(source, placed, note)
    files.set(file, bytes)
    return bytes
  }
  readAhead(source, archive, files)
  const readXml = budgetReading(limits.xml)
  const index = await readLater(read, readIndex(readXml, limits))
  return {
    version: index.version,
    docType: index.docType,
    documents: index.documents,
    source,
    archive,
    has: (file) => entries.has(file),
    read,
    kept: (file) => files.get(file),
    readXml,
  }
}

/** Packages whose files are read in one go, which is faster than one by one: those of most invoices. */
const AHEAD_BYTES = 256 * 1024

/** Reads all files of a small package that lies in memory. What is wrong with one is told when it is asked for. */
function readAhead(source: ByteSource, { entries, note }: Archive, files: Map<string, Uint8Array>): void {
  const bytes = bytesOf(source)
  if (bytes === undefined) return
  let total = 0
  for (const { entry } of entries.values()) total += entry.bytes
  if (total > AHEAD_BYTES) return
  for (const [name, { entry, data }] of entries) {
    try {
      files.set(name, unpack(entry, bytes.subarray(data, data + entry.packedBytes), note))
    } catch (error) {
      if (!(error instanceof SealError)) throw error
    }
  }
}
