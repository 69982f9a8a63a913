import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import type { DescribedSignature } from '../described.ts'
import type { OfdDocument } from '../document.ts'
import type { FileKind } from '../file-kind.ts'
import { INDEX_FILE } from '../package-index.ts'

/** Names shown in a report; more are counted. */
const MAX_SHOWN = 10

/** The files that a signature neither covers nor can leave out: those of signatures are held by their own. */
export function uncoveredFiles(
  { described }: DescribedSignature,
  kinds: ReadonlyMap<string, FileKind>,
): string[] {
  const covered = new Set(described.references.map(({ file }) => file))
  return [...kinds]
    .filter(([file, kind]) => !covered.has(file) && kind !== 'signature' && kind !== 'entries-list')
    .map(([file]) => file)
}

/**
 * Every file of the package is covered by the signature, reachable or not: what one reader does not reach another
 * may show, and what nothing names today a template may name tomorrow.
 *
 * A signature cannot cover its own description and value, nor those of later signatures. It may leave out the list
 * of signatures, so that others can sign after it; every signature in that list is inspected by itself. Some
 * vendors leave out `OFD.xml` as well. What is shown is then still what was sealed, since every document in the
 * package is covered, but titles and metadata are not, nor which document or version is shown, so that the verdict stays
 * open.
 *
 * @param kinds - what each file of the package is
 */
export function checkCoverage(
  signature: DescribedSignature,
  kinds: ReadonlyMap<string, FileKind>,
  documents: readonly OfdDocument[],
): Check {
  const id = 'ofd.coverage'
  const uncovered = uncoveredFiles(signature, kinds)
  const covered = new Set(signature.described.references.map(({ file }) => file))
  const facts = { covered: covered.size, of: kinds.size, open: !covered.has(signature.listed.list) }
  if (uncovered.length === 0) return passed(id, facts)
  const [only] = uncovered
  if (uncovered.length === 1 && only === INDEX_FILE)
    return indeterminate(id, 'ERR_OFD_INDEX_UNCOVERED', {
      ...facts,
      files: INDEX_FILE,
      roots: documents.map(({ root }) => root).join(', '),
      versions: documents.reduce((sum, { versions }) => sum + versions.length, 0),
    })
  const changes = new Set(uncovered.map((file) => kinds.get(file) ?? 'unnamed'))
  return failed(id, 'ERR_OFD_UNCOVERED', {
    ...facts,
    files: uncovered.slice(0, MAX_SHOWN).join(', '),
    count: uncovered.length,
    reachable: uncovered.filter((file) => kinds.get(file) !== 'unnamed').length,
    kinds: [...changes].join(', '),
  })
}
