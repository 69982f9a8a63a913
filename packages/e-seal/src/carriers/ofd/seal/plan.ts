import { ofdError } from '../codes.ts'
import { insertBeforeEnd, replaceNumber } from '../index-edit.ts'
import { resolveLocation } from '../location.ts'
import { INDEX_FILE, type OfdLimits } from '../package-index.ts'
import { readLater } from '../reading.ts'
import { parseSignatureFile, type StampAnnotation } from '../signature-file.ts'
import { MAX_SIGNATURES } from '../signature-list.ts'
import { OFD_NAMESPACE, writeEmptyList, writeSignatureFile } from '../signature-write.ts'
import { childrenOf } from '../xml/element.ts'
import { parseXml } from '../xml/parse.ts'
import { escapeXml } from '../xml/write.ts'
import type { ArchiveEdit } from '../zip/copy.ts'
import type { PackageOptions } from '../zip/write.ts'
import { digestFiles } from './digests.ts'
import { type EntriesListSigning, writeEntriesList } from './entries-list.ts'
import { nameSignature, nextNumber, numberOf, type SignatureNames, writeId } from './names.ts'
import { type OpenedPackage, refuseClosed } from './opened.ts'
import type { OnProgress } from './progress.ts'
import { refuseOtherRoles } from './roles.ts'

/** How a signature is put into a package, whatever it is made with. */
export interface SigningOptions extends PackageOptions {
  /**
   * `whole` (default) covers every file, so that nobody can sign after. `continue` leaves out the list of
   * signatures, so that others can.
   */
  readonly protect?: 'whole' | 'continue'
  /** Which document of the package, from 0. */
  readonly document?: number
  /** Claimed time of signing; now unless given. */
  readonly at?: Date
  /** Writes a signed list of all files into the package, so that one which is put in later is seen. */
  readonly entriesList?: EntriesListSigning
  readonly limits?: OfdLimits
  readonly onProgress?: OnProgress
}

/** What a signature of either type brings along. */
export interface SignatureContent {
  readonly type: 'Seal' | 'Sign'
  /** OID of the signature algorithm. */
  readonly method: string
  /** DER of the seal. */
  readonly seal?: Uint8Array
  /** Its places, once the ID of the signature is known. */
  readonly stamps?: (id: string) => Promise<readonly StampAnnotation[]>
}

/** A signature that lacks its value. */
export interface PlannedSignature {
  readonly names: SignatureNames
  readonly time: Date
  /** The `Signature.xml`: what is signed. */
  readonly data: Uint8Array
  /** How the package changes, but for the file of the value. */
  readonly edit: ArchiveEdit
}

/**
 * Writes everything of a new signature but its value: the pointer to the list of signatures where there was none, the
 * entry in that list, the copy of the seal, and the description with the digests of all files (GB/T 33190-2016, 18).
 *
 * @throws SealError `ERR_OFD_SIGNATURE_NAMED`, `ERR_OFD_ROOT`, `ERR_OFD_CLOSED`, `ERR_OFD_LIMIT`, `ERR_OFD_LOCATION`, `ERR_XML_LIMIT`, `ERR_ZIP_CONTENT`
 * @throws RangeError for a document that the package has not, or a time that is none
 */
export async function planSignature(
  opened: OpenedPackage,
  content: SignatureContent,
  options: SigningOptions,
): Promise<PlannedSignature> {
  const number = options.document ?? 0
  const target = opened.index.documents[number]
  if (target === undefined) throw new RangeError(`document: the package has ${opened.index.documents.length}`)
  assertWords(options)
  const time = wholeSeconds(options.at ?? new Date())
  await refuseClosed(opened, number)
  const names = nameSignature(opened.archive.entries.keys(), target)
  await refuseOtherRoles(opened, names)
  const changed = new Map<string, Uint8Array>()
  const namespace = await pointToList(opened, number, names, changed)
  const id = await enterInList(opened, content.type, names, namespace, changed)
  if (content.seal !== undefined) changed.set(names.sealFile, content.seal)
  const stamps = (await content.stamps?.(id)) ?? []
  if (options.entriesList !== undefined) {
    const { signatureFile, signedValueFile } = names
    const files = [...opened.archive.entries.keys(), ...changed.keys(), signatureFile, signedValueFile]
    const written = await writeEntriesList([...new Set(files)], namespace, time, options.entriesList)
    for (const [file, bytes] of written) changed.set(file, bytes)
  }

  const leftOut = options.protect === 'continue' ? names.list : undefined
  const digests = await digestFiles(opened, changed, options.onProgress)
  const references = digests.filter(({ file }) => file !== leftOut)
  refuseUnnameable(references.map(({ file }) => file))
  const data = writeSignatureFile({
    namespace,
    method: content.method,
    time,
    references,
    stamps,
    sealFile: content.seal === undefined ? undefined : names.sealFile,
    signedValueFile: names.signedValueFile,
  })
  // What readers would refuse as too much for one package is not written.
  const { readXml, archive } = opened
  await readLater(opened.read, parseSignatureFile(data, names.signatureFile, readXml, archive.entries))
  changed.set(names.signatureFile, data)
  return { names, time, data, edit: editOf(opened, changed) }
}

/** A word that is misspelled would mean something else. */
function assertWords({ protect = 'whole', compression = 'stored' }: SigningOptions): void {
  if (protect !== 'whole' && protect !== 'continue')
    throw new TypeError('protect: expected whole or continue')
  if (compression !== 'stored' && compression !== 'deflated')
    throw new TypeError('compression: expected stored or deflated')
}

/** Times in signatures have whole seconds. */
function wholeSeconds(time: Date): Date {
  if (Number.isNaN(time.getTime())) throw new RangeError('at: not a valid time')
  return new Date(Math.floor(time.getTime() / 1000) * 1000)
}

/** Makes the index name the list where it names none. @returns the namespace that the index is in */
async function pointToList(
  { index, read, limits, readXml }: OpenedPackage,
  number: number,
  { list }: SignatureNames,
  changed: Map<string, Uint8Array>,
): Promise<string> {
  const before = await read(INDEX_FILE)
  const { namespace } = await readLater(read, readXml(before, INDEX_FILE))
  if (index.documents[number]?.signatures === undefined) {
    const place = { file: INDEX_FILE, name: 'DocBody', depth: 1, nth: number }
    const pointer = (prefix: string) => `<${prefix}Signatures>/${escapeXml(list)}</${prefix}Signatures>`
    const after = insertBeforeEnd(before, place, pointer, limits.xml)
    if (after === undefined) throw new Error('unreachable: a DocBody holds the path of its document')
    // An element of that name in another namespace is none, and would have been counted.
    const body = childrenOf(parseXml(after, INDEX_FILE, limits.xml), 'DocBody')[number]
    if (childrenOf(body, 'Signatures').length !== 1)
      throw ofdError('ERR_OFD_ELEMENT', { file: INDEX_FILE, element: 'DocBody', reason: 'duplicate' })
    changed.set(INDEX_FILE, after)
  }
  // What is in no namespace is read as if it were in this one.
  return namespace === '' ? OFD_NAMESPACE : namespace
}

/** Adds the signature to the list. @returns its ID */
async function enterInList(
  { archive, listed, read, readXml, limits }: OpenedPackage,
  type: 'Seal' | 'Sign',
  { list, signatureFile }: SignatureNames,
  namespace: string,
  changed: Map<string, Uint8Array>,
): Promise<string> {
  const limit = limits.maxSignatures ?? MAX_SIGNATURES
  // Nobody would read it.
  if (listed.length >= limit)
    throw ofdError('ERR_OFD_LIMIT', { what: 'signatures', found: listed.length + 1, limit })
  const before = archive.entries.has(list) ? await read(list) : writeEmptyList(namespace)
  const root = await readLater(read, readXml(before, list))
  const highest = root.children.find(({ ofd, name }) => ofd && name === 'MaxSignId')?.text
  const number = nextNumber(listed, highest)
  const id = writeId(number)
  const entry = (prefix: string) =>
    `<${prefix}Signature ID="${id}" Type="${type}" BaseLoc="/${escapeXml(signatureFile)}"/>`
  const place = { file: list, name: 'Signatures', depth: 0, nth: 0 }
  // A list without signatures may have no end tag to put one before; it is written anew.
  const after =
    insertBeforeEnd(before, place, entry, limits.xml) ??
    insertBeforeEnd(writeEmptyList(namespace), place, entry, limits.xml)
  if (after === undefined) throw new Error('unreachable: an empty list has an end tag')
  const maximum = { file: list, name: 'MaxSignId', depth: 1, nth: 0 }
  changed.set(list, numberOf(highest) === 0 ? after : replaceNumber(after, maximum, number, limits.xml))
  return id
}

/** A file that no path can name could be covered by no signature. */
function refuseUnnameable(files: readonly string[]): void {
  for (const file of files) {
    if (resolveLocation(`/${file}`, INDEX_FILE) !== file)
      throw ofdError('ERR_OFD_LOCATION', { file: INDEX_FILE, location: file })
  }
}

function editOf({ archive }: OpenedPackage, changed: ReadonlyMap<string, Uint8Array>): ArchiveEdit {
  const files = [...changed].map(([name, bytes]) => ({ name, bytes }))
  const isOld = ({ name }: { name: string }) => archive.entries.has(name)
  return {
    replaced: new Map(files.filter(isOld).map(({ name, bytes }) => [name, bytes])),
    added: files.filter((file) => !isOld(file)),
  }
}
