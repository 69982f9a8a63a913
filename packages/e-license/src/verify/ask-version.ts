import { type Check, failed, indeterminate, passed, skipped, TrustError } from '@xinyin/core'
import { type LicenceVersions, versionAfter } from './versions.ts'

const ID = 'licence.version'

/** Asks which version of a licence is the newest, of a sound identifier: see `checkVersion`. */
export async function askVersion(identifier: string, versions: LicenceVersions): Promise<Check> {
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
