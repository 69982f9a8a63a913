import { catalogueError } from './codes.ts'
import type { LicenceCatalogue, LicenceType } from './licence-type.ts'

/**
 * The entry of a catalogue that is in use for a type: the published one, else the latest.
 *
 * @throws LicenceError `ERR_CATALOGUE_TYPE`
 */
export function findLicenceType({ types }: LicenceCatalogue, code: string): LicenceType {
  const editions = types.filter((type) => type.code === code).sort((a, b) => b.version - a.version)
  const found = editions.find(({ state }) => state === 'published') ?? editions[0]
  if (found === undefined) throw catalogueError('ERR_CATALOGUE_TYPE', { found: code.slice(0, 40) })
  return found
}
