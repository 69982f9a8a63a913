import {
  followDocument,
  followFile,
  type Graph,
  isPassedOver,
  type Link,
  type Surroundings,
  tooMany,
} from './links.ts'
import { VERSION } from './parts.ts'
import { askFile, type Reading } from './reading.ts'
import { readXmlOf } from './xml/read.ts'

/**
 * The files that the versions of a document name (GB/T 33190-2016, 19): each a list of files, and a document of its own,
 * which a reader shows in place of the other when it is the current one.
 *
 * @throws as {@link followDocument}
 */
export function* followVersions(
  versions: readonly string[],
  root: string,
  within: Surroundings,
): Reading<Graph> {
  const links: Link[] = []
  const unreadable: string[] = []
  const roots = new Set([root])
  for (const file of new Set(versions)) {
    const found = yield* followFile(file, VERSION, within)
    if (found === undefined) unreadable.push(file)
    links.push(...(found ?? []))
    const [earlier] = found?.slice(-1) ?? []
    if (earlier === undefined || roots.has(earlier.file)) continue
    roots.add(earlier.file)
    const bytes = yield* askFile(earlier.file)
    if (bytes === undefined) continue
    try {
      const document = yield* within.readXml(bytes, earlier.file)
      const graph = yield* followDocument(document, readXmlOf(earlier.file, document, 'Document'), within)
      links.push(...graph.links)
      unreadable.push(...graph.unreadable)
    } catch (error) {
      if (!isPassedOver(error)) throw error
      unreadable.push(earlier.file)
    }
    if (links.length > within.maxLinks) throw tooMany(links.length, within)
  }
  return { links, unreadable }
}
