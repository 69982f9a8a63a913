import { type Check, failed, indeterminate, passed } from '@xinyin/core'
import { INDEX_FILE, type OfdPackage } from '../package.ts'
import type { DescribedSignature } from './context.ts'

/** Names shown in a report; more are counted. */
const MAX_SHOWN = 10

/** The files of the package that a signature neither covers nor can leave out. */
export function uncoveredFiles(
  ofd: OfdPackage,
  signature: DescribedSignature,
  all: readonly DescribedSignature[],
): string[] {
  const covered = new Set(signature.described.references.map(({ file }) => file))
  const exempt = new Set<string>()
  for (const { listed, described } of all) {
    // These are held by their own signature: it is over the description, and the seal is compared with the signed one.
    exempt.add(listed.file).add(described.signedValueFile)
    if (described.sealFile !== undefined) exempt.add(described.sealFile)
    exempt.add(listed.list)
  }
  return [...ofd.files.keys()].filter((file) => !covered.has(file) && !exempt.has(file))
}

/**
 * Every file of the package is covered by the signature, reachable or not: what one reader does not reach another
 * may show, and what nothing names today a template may name tomorrow.
 *
 * A signature cannot cover its own description and value, nor those of later signatures. It may leave out the list
 * of signatures, so that others can sign after it; every signature in that list is inspected by itself. Some
 * vendors leave out `OFD.xml` as well. What is shown is then still what was sealed, since every document in the
 * package is covered, but titles and metadata are not, so that the verdict stays open.
 */
export function checkCoverage(
  ofd: OfdPackage,
  signature: DescribedSignature,
  all: readonly DescribedSignature[],
): Check {
  const id = 'ofd.coverage'
  const uncovered = uncoveredFiles(ofd, signature, all)
  const covered = new Set(signature.described.references.map(({ file }) => file))
  const facts = { covered: covered.size, of: ofd.files.size, open: !covered.has(signature.listed.list) }
  if (uncovered.length === 0) return passed(id, facts)
  const [only] = uncovered
  if (uncovered.length === 1 && only === INDEX_FILE)
    return indeterminate(id, 'ERR_OFD_INDEX_UNCOVERED', { ...facts, files: INDEX_FILE })
  const named = new Set(ofd.documents.flatMap(({ links }) => links.map(({ file }) => file)))
  return failed(id, 'ERR_OFD_UNCOVERED', {
    ...facts,
    files: uncovered.slice(0, MAX_SHOWN).join(', '),
    count: uncovered.length,
    reachable: uncovered.filter((file) => named.has(file)).length,
  })
}
