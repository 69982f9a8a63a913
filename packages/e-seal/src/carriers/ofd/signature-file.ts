import { CoreError, decodeBase64 } from '@xinyin/core'
import { ofdError } from './codes.ts'
import { type Box, parseBox } from './document.ts'
import { resolveLocation } from './location.ts'
import type { Reading } from './reading.ts'
import type { ReadingXml } from './xml/budget.ts'
import { childrenOf, type XmlElement } from './xml/element.ts'
import { readXmlOf, type XmlReader } from './xml/read.ts'

/** The names of the files of a package. */
export type PackageNames = Pick<ReadonlySet<string>, 'has'>

/** A file that a signature covers, and the digest that it must have. */
export interface FileReference {
  readonly file: string
  readonly digest: Uint8Array
}

/** Where a seal shows itself. Several on the edges of pages make a riding seam 骑缝章. */
export interface StampAnnotation {
  readonly id: string
  /** ID of the page. */
  readonly page: string
  readonly box: Box
  /** The part of the picture that shows, in the stamp's own coordinates. */
  readonly clip: Box | undefined
}

/** A `Signature.xml` (GB/T 33190-2016, 18.2). */
export interface SignatureFile {
  readonly file: string
  readonly provider: string | undefined
  /** OID of the signature algorithm. */
  readonly method: string
  /** As it stands: vendors write it in four forms, with and without a time zone. */
  readonly dateTime: string | undefined
  /** As it stands: an OID, or a name; `undefined` when absent, where the schema would have MD5. */
  readonly checkMethod: string | undefined
  readonly references: readonly FileReference[]
  readonly stamps: readonly StampAnnotation[]
  /** The file that holds the seal. It is a copy: the seal itself is in the signed value. */
  readonly sealFile: string | undefined
  readonly signedValueFile: string
}

/**
 * Reads a `Signature.xml`. The order of elements is not looked at: writers differ in it.
 *
 * @param names - the files of the package
 * @throws SealError `ERR_OFD_ELEMENT`, `ERR_OFD_LOCATION`, `ERR_XML_*`
 */
export function* parseSignatureFile(
  bytes: Uint8Array,
  file: string,
  readXml: ReadingXml,
  names: PackageNames,
): Reading<SignatureFile> {
  const root = yield* readXml(bytes, file)
  const reader = readXmlOf(file, root, 'Signature')
  const info = reader.required(root, 'SignedInfo')
  const references = reader.required(info, 'References')
  const seal = reader.text(reader.optional(info, 'Seal'), 'BaseLoc')
  return {
    file,
    provider: readProvider(reader.optional(info, 'Provider'), reader),
    method: reader.requiredText(info, 'SignatureMethod'),
    dateTime: reader.text(info, 'SignatureDateTime'),
    checkMethod: references.attributes.get('CheckMethod')?.trim() || undefined,
    references: readReferences(references, reader, names),
    stamps: childrenOf(info, 'StampAnnot').map((stamp) => readStamp(stamp, reader)),
    sealFile: seal === undefined ? undefined : resolveLocation(seal, file),
    signedValueFile: resolveLocation(reader.requiredText(root, 'SignedValue'), file),
  }
}

function readProvider(provider: XmlElement | undefined, reader: XmlReader): string | undefined {
  // One vendor writes child elements where the schema has attributes.
  return provider?.attributes.get('ProviderName') ?? reader.text(provider, 'ProviderName')
}

function readReferences(references: XmlElement, reader: XmlReader, names: PackageNames): FileReference[] {
  const read = childrenOf(references, 'Reference').map((reference) => ({
    file: locateReference(reader.requiredAttribute(reference, 'FileRef'), reader.file, names),
    digest: readDigest(reader.requiredText(reference, 'CheckValue'), reader.file),
  }))
  const files = new Set<string>()
  for (const { file } of read) {
    if (files.has(file))
      throw ofdError('ERR_OFD_ELEMENT', {
        file: reader.file,
        element: `Reference ${file}`,
        reason: 'duplicate',
      })
    files.add(file)
  }
  return read
}

/**
 * Paths in references are from the root in most files. Without a leading `/` the standard counts from the folder of
 * the `Signature.xml`; some writers mean the root, which is taken when the standard's reading finds no file.
 * Either way the digest decides.
 */
function locateReference(path: string, from: string, names: PackageNames): string {
  const file = resolveLocation(path, from)
  if (names.has(file) || path.startsWith('/')) return file
  const fromRoot = resolveLocation(`/${path}`.replace(/^\/\.\//, '/'), from)
  return names.has(fromRoot) ? fromRoot : file
}

function readDigest(text: string, file: string): Uint8Array {
  try {
    return decodeBase64(/\s/.test(text) ? text.replace(/\s+/g, '') : text)
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    throw ofdError('ERR_OFD_ELEMENT', { file, element: 'CheckValue', reason: 'not base64' }, error)
  }
}

function readStamp(stamp: XmlElement, reader: XmlReader): StampAnnotation {
  const box = parseBox(reader.requiredAttribute(stamp, 'Boundary'))
  const clipText = stamp.attributes.get('Clip')
  const clip = parseBox(clipText)
  if (box === undefined || (clipText !== undefined && clip === undefined)) {
    const element = box === undefined ? 'StampAnnot@Boundary' : 'StampAnnot@Clip'
    throw ofdError('ERR_OFD_ELEMENT', { file: reader.file, element, reason: 'not a box' })
  }
  const page = reader.requiredAttribute(stamp, 'PageRef')
  return { id: stamp.attributes.get('ID') ?? '', page, box, clip }
}
