import { type Check, indeterminate, skipped } from '@xinyin/core'
import type { PartialLicenceData } from '../metadata/validate.ts'
import type { LicenceVersions } from './versions.ts'

const ID = 'licence.version'

/**
 * No newer version of the licence is known (GB/T 36904: the version in its identifier). What was replaced by a change or
 * a renewal is no proof any more, though its seal holds.
 *
 * @param identifies - the check of the identifier: of one that is not sound no versions are looked for
 */
export function checkVersion(
  { identifier }: PartialLicenceData,
  versions: LicenceVersions | undefined,
  identifies: Check,
): Check | Promise<Check> {
  const id = ID
  if (versions === undefined) return skipped(id, 'known-versions')
  if (identifies.status === 'failed') return skipped(id, identifies.id)
  if (identifier === undefined) return indeterminate(id, 'ERR_LICENCE_IDENTIFIER_WITHHELD')
  return ask(identifier, versions)
}

async function ask(identifier: string, versions: LicenceVersions): Promise<Check> {
  return (await import('./seldom.ts')).askVersion(identifier, versions)
}
