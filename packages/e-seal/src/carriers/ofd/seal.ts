import { type Certificate, digest, type Signer } from '@xinyin/core'
import { createSealSignature } from '../../create/signature.ts'
import { SealError } from '../../errors.ts'
import { parseSeal } from '../../seal/parse.ts'
import type { Seal } from '../../seal/seal.ts'
import type { Box, OfdDocument } from './document.ts'
import { insertBeforeEnd } from './index-edit.ts'
import { fileOf, INDEX_FILE, type OfdLimits, type OfdPackage, openOfdPackage } from './package.ts'
import { readSignatureFile } from './signature-file.ts'
import { type ListedSignature, listSignatures } from './signature-list.ts'
import { writeEmptyList, writeSignatureFile } from './signature-write.ts'
import type { ReadXml } from './xml/budget.ts'
import { escapeXml } from './xml/write.ts'
import { createOfdPackage, type PackageOptions } from './zip/write.ts'

/** Where the seal is to show. */
export interface Stamp {
  /** Number of the page, from 1. */
  readonly page: number
  /** Left, top, width and height in mm from the page's top left corner. */
  readonly box: readonly [x: number, y: number, width: number, height: number]
}

/** How a document is to be sealed. */
export interface SealOfdOptions extends PackageOptions {
  /** The seal, or its DER as in a `.esl` file. */
  readonly seal: Uint8Array | Seal
  /** Holds the key of a certificate that the seal names. */
  readonly signer: Signer
  /** The signer's certificate; may be left out when the seal holds it. */
  readonly certificate?: Certificate
  /** Where the seal shows; without any it is invisible. */
  readonly stamps?: readonly Stamp[]
  /**
   * `whole` (default) covers every file, so that nobody can sign after. `continue` leaves out the list of
   * signatures, so that others can.
   */
  readonly protect?: 'whole' | 'continue'
  /** Which document of the package, from 0. */
  readonly document?: number
  /** Claimed time of signing; now unless given. */
  readonly at?: Date
  readonly limits?: OfdLimits
}

/**
 * Seals an OFD document (GB/T 33190-2016, 18; GB/T 38540-2020, 7).
 *
 * Every file keeps its bytes, but for `OFD.xml`, which gets the path of the list of signatures when it has none, and
 * that list. Adding to a signed document is possible while no signature covers the list.
 *
 * @param document - the OFD file
 * @returns the sealed OFD file
 * @throws SealError `ERR_OFD_CLOSED`, those of `createSealSignature`, and those of `parseOfdPackage` and `parseSeal`
 * @throws RangeError, TypeError for a wrong call: a page that is not there, a stamp without size, a foreign key
 */
export async function sealOfd(document: Uint8Array, options: SealOfdOptions): Promise<Uint8Array> {
  const { limits = {}, signer } = options
  const seal = options.seal instanceof Uint8Array ? parseSeal(options.seal) : options.seal
  const { ofd, readXml } = openOfdPackage(document, limits)
  const number = options.document ?? 0
  const target = ofd.documents[number]
  if (target === undefined) throw new RangeError(`document: the package has ${ofd.documents.length}`)
  const listed = listSignatures(ofd, readXml, limits)
  refuseClosed(ofd, listed, target, readXml)

  const time = wholeSeconds(options.at ?? new Date())
  const list = target.signatures ?? freeName(ofd, folderOf(target), (n) => `Signs${n || ''}/Signatures.xml`)
  const folder = freeFolder(ofd, list)
  const [signatureFile, sealFile, valueFile] = ['Signature.xml', 'Seal.esl', 'SignedValue.dat'].map(
    (name) => `${folder}/${name}`,
  ) as [string, string, string]

  const files = new Map(ofd.files)
  if (target.signatures === undefined) {
    const place = { file: INDEX_FILE, name: 'DocBody', depth: 1, nth: number }
    const pointer = (prefix: string) => `<${prefix}Signatures>/${escapeXml(list)}</${prefix}Signatures>`
    files.set(INDEX_FILE, insertBeforeEnd(fileOf(ofd, INDEX_FILE), place, pointer, limits.xml))
  }
  const id = freeId(listed)
  // A list without signatures may have no end tag to put one before; it is written anew.
  const isListed = listed.some((other) => other.list === list)
  const listBefore = isListed ? fileOf(ofd, list) : writeEmptyList()
  const entry = (prefix: string) =>
    `<${prefix}Signature ID="${id}" Type="Seal" BaseLoc="/${escapeXml(signatureFile)}"/>`
  const root = { file: list, name: 'Signatures', depth: 0, nth: 0 }
  files.set(list, insertBeforeEnd(listBefore, root, entry, limits.xml))
  files.set(sealFile, seal.raw)

  const leftOut = options.protect === 'continue' ? list : undefined
  const references = [...files]
    .filter(([file]) => file !== leftOut)
    .map(([file, bytes]) => ({ file, digest: digest('SM3', bytes) }))
  const stamps = (options.stamps ?? []).map((stamp, i) => ({
    id: `${id}-${i + 1}`,
    ...placeStamp(stamp, target),
  }))
  const method = signer.algorithm
  const data = writeSignatureFile({ method, time, references, stamps, sealFile, signedValueFile: valueFile })
  files.set(signatureFile, data)
  const { certificate } = options
  const value = await createSealSignature({
    seal,
    signer,
    ...(certificate === undefined ? {} : { certificate }),
    data,
    propertyInfo: `/${signatureFile}`,
    time,
  })
  files.set(valueFile, value)
  const entries = [...files].map(([name, bytes]) => ({ name, bytes }))
  return createOfdPackage(entries, options)
}

/** Times in signatures have whole seconds. */
function wholeSeconds(time: Date): Date {
  if (Number.isNaN(time.getTime())) throw new RangeError('at: not a valid time')
  return new Date(Math.floor(time.getTime() / 1000) * 1000)
}

/** A signature that covers the list of signatures, or the index that is about to change, ends the signing. */
function refuseClosed(
  ofd: OfdPackage,
  listed: readonly ListedSignature[],
  target: OfdDocument,
  readXml: ReadXml,
): void {
  const changed = target.signatures ?? INDEX_FILE
  for (const { file } of listed) {
    const { references } = readSignatureFile(ofd, file, readXml)
    if (references.some((reference) => reference.file === changed)) throw new SealError('ERR_OFD_CLOSED')
  }
}

function placeStamp({ page, box }: Stamp, target: OfdDocument): { page: string; box: Box } {
  const found = target.pages[page - 1]
  if (found === undefined)
    throw new RangeError(`stamps: the document has ${target.pages.length} pages, not page ${page}`)
  const [x, y, width, height] = box
  if (!box.every(Number.isFinite) || width <= 0 || height <= 0)
    throw new RangeError('stamps: a box is left, top, width and height in mm')
  return { page: found.id, box: { x, y, width, height } }
}

const folderOf = ({ root }: OfdDocument) => root.split('/').slice(0, -1).join('/')

const below = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`)

function freeName(ofd: OfdPackage, folder: string, make: (n: number) => string): string {
  const taken = namesOf(ofd)
  for (let n = 0; ; n++) {
    const name = below(folder, make(n))
    if (!taken.has(name.toLowerCase())) return name
  }
}

/** A folder beside the list of signatures in which there is nothing yet. */
function freeFolder(ofd: OfdPackage, list: string): string {
  const beside = list.split('/').slice(0, -1).join('/')
  const taken = namesOf(ofd)
  for (let n = 0; ; n++) {
    const folder = below(beside, `Sign_${n}`)
    if (
      ![...taken].some((name) => name === folder.toLowerCase() || name.startsWith(`${folder.toLowerCase()}/`))
    )
      return folder
  }
}

const namesOf = (ofd: OfdPackage) => new Set([...ofd.files.keys()].map((name) => name.toLowerCase()))

/** An ID in the recommended form that no signature has. */
function freeId(listed: readonly ListedSignature[]): string {
  const taken = new Set(listed.map(({ id }) => id))
  for (let n = 1; ; n++) {
    const id = `s${String(n).padStart(3, '0')}`
    if (!taken.has(id)) return id
  }
}
