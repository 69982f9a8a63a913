import type { Link } from './links.ts'
import type { OpenOfd } from './open.ts'
import { foldName } from './zip/name.ts'

/** What a page shows comes from these. A reader may show nothing in place of one that is gone, or something else. */
const SHOWN: ReadonlySet<Link['kind']> = new Set([
  'page',
  'template',
  'annotation',
  'page-resource',
  'version',
])

/**
 * Files that the documents show but the package does not hold, so that no signature can cover them.
 *
 * Vendors write names in another case than that of the file. No two names of a package differ in case only, so it is
 * clear which file is meant.
 */
export function missingFiles({ archive, documents }: OpenOfd, found: readonly Link[]): Link[] {
  const missing: Link[] = []
  let held: Set<string> | undefined
  for (const links of [...documents.map((document) => document.links), found]) {
    for (const link of links) {
      if (!SHOWN.has(link.kind) || archive.entries.has(link.file)) continue
      held ??= new Set([...archive.entries.keys()].map(foldName))
      if (!held.has(foldName(link.file))) missing.push(link)
    }
  }
  return missing
}
