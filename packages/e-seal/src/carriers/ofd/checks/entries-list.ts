import { type Check, createReport, decidingCheck, failed, indeterminate, passed } from '@xinyin/core'
import type { EntriesList } from '../entries-list.ts'
import type { FileKind } from '../file-kind.ts'
import { ENTRIES_FILE } from '../package-index.ts'

const MAX_SHOWN = 10

/** What keeps the list of all files as it was made. */
export type EntriesProtection =
  /** A signature of the document covers it. */
  | { readonly by: 'signature'; readonly signature: string }
  /** Nothing but its own signature does, which was checked, or could not be read. */
  | { readonly by: 'own'; readonly checks: readonly Check[] }

/**
 * Where a package has a list of all its files, it holds those and no others, but for the files of signatures, which are
 * made after it; and the list is as it was made (GM/T 0099-2020 [?]).
 *
 * @param kinds - what each file of the package is
 */
export function checkEntriesList(
  { files }: EntriesList,
  kinds: ReadonlyMap<string, FileKind>,
  protection: EntriesProtection,
): Check {
  const id = 'ofd.entries-list'
  const listed = new Set(files)
  const facts = { file: ENTRIES_FILE, listed: files.length, protectedBy: protection.by }
  const smuggled = [...kinds].filter(
    ([file, kind]) => !listed.has(file) && kind !== 'signature' && kind !== 'entries-list',
  )
  if (smuggled.length > 0)
    return failed(id, 'ERR_OFD_ENTRIES_UNLISTED', {
      ...facts,
      files: smuggled
        .slice(0, MAX_SHOWN)
        .map(([file]) => file)
        .join(', '),
      count: smuggled.length,
      kinds: [...new Set(smuggled.map(([, kind]) => kind))].join(', '),
    })
  const gone = files.filter((file) => !kinds.has(file))
  const [first] = gone
  if (first !== undefined)
    return failed(id, 'ERR_OFD_ENTRIES_MISSING', { ...facts, missing: first, count: gone.length })
  if (protection.by === 'signature') return passed(id, { ...facts, signature: protection.signature })
  const report = createReport(protection.checks, undefined)
  const against = decidingCheck(report)
  if (against === undefined) return passed(id, facts)
  const why = { ...facts, check: against.id, reason: against.code ?? '' }
  return report.verdict === 'failed'
    ? failed(id, 'ERR_OFD_ENTRIES_SIGNATURE', why)
    : indeterminate(id, 'ERR_OFD_ENTRIES_UNVERIFIED', why)
}
