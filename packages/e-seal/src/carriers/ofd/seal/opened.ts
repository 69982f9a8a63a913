import { ofdError } from '../codes.ts'
import { INDEX_FILE, type OfdIndex, type OfdLimits, readIndex } from '../package-index.ts'
import { readLater } from '../reading.ts'
import { parseSignatureFile } from '../signature-file.ts'
import { type ListedSignature, readSignatures } from '../signature-list.ts'
import { type ByteSource, sourceOf } from '../source.ts'
import { budgetReading, type ReadingXml } from '../xml/budget.ts'
import { type Archive, openArchive } from '../zip/archive.ts'
import { readEntry } from '../zip/content.ts'
import { readSource } from '../zip/stretch.ts'

/** A package that is about to be signed: its headers and index files are read, its pages are not. */
export interface OpenedPackage {
  readonly source: ByteSource
  readonly archive: Archive
  readonly index: OfdIndex
  readonly listed: readonly ListedSignature[]
  readonly readXml: ReadingXml
  readonly limits: OfdLimits
  /** @throws SealError `ERR_OFD_FILE_MISSING`, `ERR_ZIP_CONTENT` */
  read(file: string): Promise<Uint8Array>
}

/**
 * Opens a package to which a signature is to be added.
 *
 * @throws SealError those of `parseOfdPackage`
 */
export async function openPackage(
  document: Uint8Array | Blob | ByteSource,
  limits: OfdLimits = {},
): Promise<OpenedPackage> {
  const source = sourceOf(document)
  const archive = await readSource(source, openArchive(source.size, limits.zip))
  const readXml = budgetReading(limits.xml)
  const find = async (file: string) => {
    const placed = archive.entries.get(file)
    return placed === undefined ? undefined : readEntry(source, placed, archive.note)
  }
  const index = await readLater(find, readIndex(readXml, limits))
  const listed = await readLater(find, readSignatures(index, readXml, limits))
  const read = async (file: string) => {
    const bytes = await find(file)
    if (bytes === undefined) throw ofdError('ERR_OFD_FILE_MISSING', { file })
    return bytes
  }
  return { source, archive, index, listed, readXml, limits, read }
}

/**
 * A signature that covers a file which is about to change ends the signing: the list of signatures, or the index that
 * has to name a new list.
 *
 * @throws SealError `ERR_OFD_CLOSED`
 */
export async function refuseClosed(opened: OpenedPackage, document: number): Promise<void> {
  const changed = opened.index.documents[document]?.signatures ?? INDEX_FILE
  const { entries } = opened.archive
  for (const { file } of opened.listed) {
    const description = parseSignatureFile(await opened.read(file), file, opened.readXml, entries)
    const { references } = await readLater(opened.read, description)
    if (references.some((reference) => reference.file === changed)) throw ofdError('ERR_OFD_CLOSED')
  }
}
