import type { Check } from '@xinyin/core'
import type { PathPolicy } from '../../verify/revocation.ts'
import { checkEntriesList, type EntriesProtection } from './checks/entries-list.ts'
import type { DescribedSignature } from './described.ts'
import type { EntriesList } from './entries-list.ts'
import { inspectEntriesSignature } from './entries-signature.ts'
import type { FileKind } from './file-kind.ts'
import type { OpenOfd } from './open.ts'
import { ENTRIES_FILE } from './package-index.ts'

/** What a package holds beside its list of all files. */
interface Surroundings {
  readonly ofd: OpenOfd
  readonly described: readonly DescribedSignature[]
  readonly kinds: ReadonlyMap<string, FileKind>
}

/** The check `ofd.entries-list` of a package that has such a list. */
export async function inspectEntriesList(
  entriesList: EntriesList,
  { ofd, described, kinds }: Surroundings,
  policy: PathPolicy,
  now: Date,
): Promise<Check> {
  const own = [ENTRIES_FILE, entriesList.signedValueFile]
  const keeper = described.find(({ described: { references } }) =>
    own.every((file) => references.some((reference) => reference.file === file)),
  )
  const protection: EntriesProtection =
    keeper === undefined
      ? { by: 'own', checks: await inspectEntriesSignature(ofd, entriesList, policy, now) }
      : { by: 'signature', signature: keeper.listed.id.slice(0, 40) }
  return checkEntriesList(entriesList, kinds, protection)
}
