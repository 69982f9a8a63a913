import type { Link } from './links.ts'
import type { OpenOfd } from './open.ts'
import { INDEX_FILE } from './package-index.ts'
import { foldName } from './zip/name.ts'

/**
 * What a file is to a document, and so what a change to it can change.
 *
 * `index` is `OFD.xml`; `signature` the files of signatures and their lists; `entries-list` those of the list of all files;
 * `unnamed` what nothing names, which a reader may show all the same.
 */
export type FileKind = Link['kind'] | 'index' | 'signature' | 'entries-list' | 'unnamed'

/** What comes first here is told of a file that is named as several things: what is shown before what is kept. */
const ORDER: readonly Link['kind'][] = [
  'document',
  'version',
  'page',
  'template',
  'annotation',
  'page-resource',
  'resource',
  'tag',
  'attachment',
  'extension',
  'cover',
  'signatures',
]

/** What every file of a package is. */
export function kindsOf(
  { archive, documents }: OpenOfd,
  found: readonly Link[],
  own: ReadonlyMap<string, 'signature' | 'entries-list'>,
): Map<string, FileKind> {
  const named = new Map<string, Link['kind']>()
  for (const { file, kind } of [...documents.flatMap(({ links }) => links), ...found]) {
    const name = foldName(file)
    const before = named.get(name)
    if (before === undefined || ORDER.indexOf(kind) < ORDER.indexOf(before)) named.set(name, kind)
  }
  const kindOf = (file: string): FileKind =>
    file === INDEX_FILE ? 'index' : (own.get(file) ?? named.get(foldName(file)) ?? 'unnamed')
  return new Map([...archive.entries.keys()].map((file) => [file, kindOf(file)]))
}
