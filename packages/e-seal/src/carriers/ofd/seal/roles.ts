import { ofdError } from '../codes.ts'
import type { Link } from '../links.ts'
import { DEFAULT_MAX_LINKS, ENTRIES_FILE } from '../package-index.ts'
import { readPageContent } from '../page-content.ts'
import { followPageResource } from '../page-resources.ts'
import { readLater } from '../reading.ts'
import { findMention, findMisnamed, findOtherRoot, indexFiles, type Misnamed } from '../roles.ts'
import { parseSignatureFile } from '../signature-file.ts'
import { ROOT_HEAD_BYTES } from '../xml/root.ts'
import { foldName } from '../zip/name.ts'
import type { SignatureNames } from './names.ts'
import type { OpenedPackage } from './opened.ts'

/**
 * Refuses to sign a document that names a file of a signature as content, one that is there or one that is about to be made:
 * what it shows could then be changed by who signs after. Pages and lists that are none would be refused by every verifier.
 *
 * @throws SealError `ERR_OFD_SIGNATURE_NAMED`, `ERR_OFD_ROOT`, and those of reading pages
 */
export async function refuseOtherRoles(opened: OpenedPackage, names: SignatureNames): Promise<void> {
  const { archive, index } = opened
  const own = new Set([...Object.values<string>({ ...names }), ENTRIES_FILE, ...(await signingFiles(opened))])
  const fileOf = new Map([...archive.entries.keys()].map((file) => [foldName(file), file]))
  const readIfThere = async (file: string) => {
    const there = fileOf.get(foldName(file))
    return there === undefined ? undefined : opened.read(there)
  }
  const links = index.documents.flatMap((document) => document.links)
  links.push(...(await linksOfPages(opened, links, readIfThere)))

  let mention: Misnamed | undefined
  for (const file of indexFiles(index.documents)) {
    const bytes = await readIfThere(file)
    if (bytes !== undefined) mention ??= findMention(bytes, file, own)
  }
  const misnamed = findMisnamed(links, own) ?? mention
  if (misnamed !== undefined)
    throw ofdError('ERR_OFD_SIGNATURE_NAMED', {
      file: misnamed.from,
      named: misnamed.file,
      as: misnamed.as,
    })
  const heads = new Map<string, Uint8Array>()
  for (const file of new Set(
    links.flatMap((link) => (ROOTED.has(link.kind) ? [link.from, link.file] : [])),
  )) {
    const bytes = await readIfThere(file)
    if (bytes !== undefined) heads.set(foldName(file), bytes.subarray(0, ROOT_HEAD_BYTES))
  }
  const other = findOtherRoot(
    links.filter(({ kind }) => ROOTED.has(kind)),
    (file) => heads.get(foldName(file)),
  )
  if (other !== undefined) throw ofdError('ERR_OFD_ROOT', { ...other })
}

/** What is small and read as XML; pictures and attachments are not read for it. */
const ROOTED: ReadonlySet<Link['kind']> = new Set(['page', 'template', 'annotation', 'page-resource'])

/** The files of the signatures that are there. */
async function signingFiles({ index, listed, read, readXml, archive }: OpenedPackage): Promise<string[]> {
  const files = index.documents.flatMap((document) => document.signatures ?? [])
  for (const { file } of listed) {
    const reading = parseSignatureFile(await read(file), file, readXml, archive.entries)
    const { signedValueFile, sealFile = file } = await readLater(read, reading)
    files.push(file, signedValueFile, sealFile)
  }
  return files
}

/** The resource files that pages name, and what these name in turn. */
async function linksOfPages(
  { readXml, limits }: OpenedPackage,
  links: readonly Link[],
  read: (file: string) => Promise<Uint8Array | undefined>,
): Promise<Link[]> {
  const found: Link[] = []
  const within = { readXml, maxLinks: limits.maxLinks ?? DEFAULT_MAX_LINKS }
  for (const { kind, file } of links) {
    if (kind !== 'page' && kind !== 'template') continue
    const bytes = await read(file)
    if (bytes === undefined) continue
    const { resources } = await readLater(read, readPageContent(bytes, file))
    for (const resource of resources)
      found.push(...(await readLater(read, followPageResource(resource, file, within))).links)
  }
  return found
}
