import { createSm3Digest, digestSm3 } from '@xinyin/core'
import { SealError } from '../../errors.ts'
import type { AnnotationFinding } from './annotations.ts'
import { isLeftover } from './checks/leftover.ts'
import { ofdError } from './codes.ts'
import type { DescribedSignature } from './described.ts'
import type { Box } from './document.ts'
import type { Link } from './links.ts'
import type { OpenOfd } from './open.ts'
import { readPageContent } from './page-content.ts'
import { followPageResource } from './page-resources.ts'
import { readLater } from './reading.ts'
import {
  findMention,
  findMisnamed,
  findOtherRoot,
  indexFiles,
  type Misnamed,
  type OtherRoot,
} from './roles.ts'
import { budgetReading } from './xml/budget.ts'
import { ROOT_HEAD_BYTES } from './xml/root.ts'
import { isLong, readEntry } from './zip/content.ts'
import { foldName } from './zip/name.ts'

/** What the files of a package hold, each looked at once. */
export interface Contents {
  /** SM3 of a file that some signature covers. */
  digestOf(file: string): Uint8Array | undefined
  /** Files that look like the description or the value of a signature, and are not of one that is listed. */
  readonly signatureLike: readonly string[]
  /** Files that pages name, and those that their resource files name in turn. */
  readonly links: readonly Link[]
  readonly unreadable: readonly string[]
  /** What is wrong with a page, so that readers may show different things. */
  readonly fault: SealError | undefined
  /** The sizes that pages say of themselves. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly annotations: ReadonlyMap<string, AnnotationFinding>
  /** What names a file of a signature as content. */
  readonly misnamed: Misnamed | undefined
  /** A file that is not what it is named as. */
  readonly otherRoot: OtherRoot | undefined
}

/** What is done with a file beside taking its digest. */
type Part = 'page' | 'annotation' | 'other'

/** Annotations, and resource files, of all pages together. Those of real documents stay below 1 MiB. */
const PAGE_LIMITS = { maxBytes: 8 * 1024 * 1024, maxTotalBytes: 32 * 1024 * 1024, maxEvents: 1_000_000 }

/**
 * Goes through all files of a package once: inflates them, holds them against their checksums, and takes what the checks
 * need. Of a package that does not lie in memory, one file, or a part of a long one, is held at a time.
 *
 * @param signing - names of all files of signatures and of the list of all files
 * @throws SealError `ERR_ZIP_CONTENT`, `ERR_XML_LIMIT`, `ERR_OFD_LIMIT`
 */
export async function readContents(
  ofd: OpenOfd,
  signatures: readonly DescribedSignature[],
  signing: ReadonlySet<string>,
  maxLinks: number,
): Promise<Contents> {
  const covered = new Set(signatures.flatMap(({ described }) => described.references.map(({ file }) => file)))
  // A file that passes for the copy of a seal is held against the seal that was signed with.
  const own = new Set(
    signatures.flatMap(({ listed, described: { signedValueFile, sealFile = '' } }) => [
      listed.file,
      signedValueFile,
      sealFile,
    ]),
  )
  const parts = partsOf(ofd)
  const readXml = budgetReading(PAGE_LIMITS)
  const digests = new Map<string, Uint8Array>()
  const signatureLike: string[] = []
  const named: { from: string; file: string }[] = []
  const boxes = new Map<string, Box>()
  const annotations = new Map<string, AnnotationFinding>()
  const heads = new Map<string, Uint8Array>()
  const indexes = new Set([...indexFiles(ofd.documents)].map(foldName))
  let mention: Misnamed | undefined
  let fault: SealError | undefined

  const lookInto = async (bytes: Uint8Array, file: string, part: Part) => {
    if (part === 'page') {
      const { resources, box } = await readLater(ofd.read, readPageContent(bytes, file))
      for (const resource of resources) named.push({ from: file, file: resource })
      if (box !== undefined) boxes.set(file, box)
    } else if (part === 'annotation') {
      const { findStampAnnotations } = await import('./seldom.ts')
      const finding = await readLater(ofd.read, findStampAnnotations(bytes, file, readXml))
      if (finding !== undefined) annotations.set(file, finding)
    }
  }

  for (const [file, placed] of ofd.archive.entries) {
    const part = parts.get(foldName(file)) ?? 'other'
    if (part === 'other' && isLong(ofd.source, placed)) {
      const { readPieces } = await import('./seldom.ts')
      const hasher = createSm3Digest()
      await readPieces(ofd.source, placed, ofd.archive.note, (piece) => hasher.update(piece))
      if (covered.has(file)) digests.set(file, hasher.digest())
      continue
    }
    const bytes = ofd.kept(file) ?? (await readEntry(ofd.source, placed, ofd.archive.note))
    if (covered.has(file)) digests.set(file, digestSm3(bytes))
    heads.set(foldName(file), new Uint8Array(bytes.subarray(0, ROOT_HEAD_BYTES)))
    if (indexes.has(foldName(file))) mention ??= findMention(bytes, file, signing)
    if (!own.has(file) && isLeftover(bytes)) signatureLike.push(file)
    try {
      if (part !== 'other') await lookInto(bytes, file, part)
    } catch (error) {
      if (!(error instanceof SealError)) throw error
      fault ??= error
    }
  }
  const graph = await followPages(ofd, named, maxLinks)
  const links = [...ofd.documents.flatMap((document) => document.links), ...graph.links]
  return {
    digestOf: (file) => digests.get(file),
    signatureLike,
    links: graph.links,
    unreadable: graph.unreadable,
    fault: fault ?? graph.fault,
    boxes,
    annotations,
    misnamed: findMisnamed(links, signing) ?? mention,
    // A page that cannot be read in one way is told of as that.
    otherRoot:
      (fault ?? graph.fault) === undefined
        ? findOtherRoot(links, (file) => heads.get(foldName(file)))
        : undefined,
  }
}

function partsOf({ documents }: OpenOfd): Map<string, Part> {
  const parts = new Map<string, Part>()
  for (const { kind, file } of documents.flatMap(({ links }) => links)) {
    if (kind === 'page' || kind === 'template') parts.set(foldName(file), 'page')
    else if (kind === 'annotation' && !parts.has(foldName(file))) parts.set(foldName(file), 'annotation')
  }
  return parts
}

/** Follows the resource files that pages name, each once. */
async function followPages(
  ofd: OpenOfd,
  named: readonly { readonly from: string; readonly file: string }[],
  maxLinks: number,
): Promise<{ links: Link[]; unreadable: string[]; fault: SealError | undefined }> {
  const links: Link[] = []
  const unreadable: string[] = []
  const followed = new Set<string>()
  const readXml = budgetReading(PAGE_LIMITS)
  try {
    for (const { file, from } of named) {
      if (followed.has(file)) continue
      followed.add(file)
      const graph = await readLater(ofd.read, followPageResource(file, from, { readXml, maxLinks }))
      links.push(...graph.links)
      unreadable.push(...graph.unreadable)
      if (links.length > maxLinks)
        throw ofdError('ERR_OFD_LIMIT', { what: 'links', found: links.length, limit: maxLinks })
    }
  } catch (error) {
    if (!(error instanceof SealError)) throw error
    return { links, unreadable, fault: error }
  }
  return { links, unreadable, fault: undefined }
}
