import { type Check, failed, indeterminate, passed, skipped, TrustError } from '@xinyin/core'
import type { PartialLicenceData } from '../metadata/validate.ts'
import { type LicenceVersions, versionAfter } from './versions.ts'

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
  return askVersion(identifier, versions)
}

async function askVersion(identifier: string, versions: LicenceVersions): Promise<Check> {
  const id = ID
  try {
    const newest = await versions.newest(identifier)
    if (newest === undefined) return skipped(id, 'version-of-this-licence')
    const { same, newer, version } = versionAfter(identifier, newest)
    if (!same) return indeterminate(id, 'ERR_LICENCE_VERSION_OTHER')
    return newer ? failed(id, 'ERR_LICENCE_SUPERSEDED', { newest: version }) : passed(id, { newest: version })
  } catch (error) {
    if (!(error instanceof TrustError)) throw error
    return indeterminate(id, error.code, error.facts)
  }
}
