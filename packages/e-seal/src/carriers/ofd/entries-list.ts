import { ofdError } from './codes.ts'
import { resolveLocation } from './location.ts'
import type { OpenOfd } from './open.ts'
import { ENTRIES_FILE } from './package-index.ts'
import { askFile, type Reading, readLater } from './reading.ts'
import type { ReadingXml } from './xml/budget.ts'
import { childrenOf } from './xml/element.ts'
import { readXmlOf } from './xml/read.ts'

/**
 * The list of all files of a package 防夹带文件, with a signature of its own, so that a file which is put in later
 * (夹带文件) is seen (GM/T 0099-2020 [?]: known from one implementation and a sample of it, not from the standard).
 */
export interface EntriesList {
  /** The files that it names, in its order. It names neither itself nor its signed value. */
  readonly files: readonly string[]
  /** A signature without a seal over the list (GB/T 35275-2017). */
  readonly signedValueFile: string
}

/**
 * Reads the list of all files, `undefined` when the package has none.
 *
 * @throws SealError `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_XML_*`
 */
function* readEntriesList(readXml: ReadingXml): Reading<EntriesList | undefined> {
  const bytes = yield* askFile(ENTRIES_FILE)
  if (bytes === undefined) return undefined
  const root = yield* readXml(bytes, ENTRIES_FILE)
  const reader = readXmlOf(ENTRIES_FILE, root, 'DocEntries')
  const list = reader.required(root, 'FileList')
  const files = childrenOf(list, 'File').map((file) =>
    resolveLocation(reader.requiredAttribute(file, 'FileLoc'), ENTRIES_FILE),
  )
  const seen = new Set<string>()
  const twice = files.find((file) => seen.size === seen.add(file).size)
  if (twice !== undefined)
    throw ofdError('ERR_OFD_ELEMENT', {
      file: ENTRIES_FILE,
      element: `File ${twice.slice(0, 200)}`,
      reason: 'duplicate',
    })
  return {
    files,
    signedValueFile: resolveLocation(reader.requiredText(root, 'SignedValueLoc'), ENTRIES_FILE),
  }
}

/** The list of all files of a package that is read later. */
export const readEntriesListOf = ({ read, readXml }: Pick<OpenOfd, 'read' | 'readXml'>) =>
  readLater(read, readEntriesList(readXml))
