import { parseIdentifier } from '../identifier/identifier.ts'

/**
 * Knows which version of a licence is the newest: a registry, a push from one, or the identifiers of a bundle.
 *
 * Versions of one licence have the same type, issuer and serial in their identifiers (GB/T 36904).
 */
export interface LicenceVersions {
  /**
   * @param identifier - of a version of the licence, which is sound
   * @returns the identifier of the newest version that is known; nothing where none is
   * @throws TrustError where it cannot be told; the check is `indeterminate` then, with that code
   */
  newest(identifier: string): Promise<string | undefined>
}

/** What all versions of a licence have in common. */
function seriesOf(identifier: string): { readonly series: string; readonly version: string } {
  const { typeCode, issuerCode, serial, version } = parseIdentifier(identifier)
  return { series: `${typeCode}.${issuerCode}.${serial}`, version }
}

/**
 * Makes a source of versions from identifiers at hand.
 *
 * @throws LicenceError as `parseIdentifier`, for one that is none
 */
export function createKnownVersions(identifiers: Iterable<string>): LicenceVersions {
  const known = new Map<string, { readonly version: string; readonly identifier: string }>()
  for (const identifier of identifiers) {
    const { series, version } = seriesOf(identifier)
    const held = known.get(series)
    if (held === undefined || held.version < version) known.set(series, { version, identifier })
  }
  return { newest: async (identifier) => known.get(seriesOf(identifier).series)?.identifier }
}

/** @internal Whether two identifiers are of one licence, and the version of the second. */
export function versionAfter(
  identifier: string,
  other: string,
): { same: boolean; newer: boolean; version: string } {
  const mine = seriesOf(identifier)
  const { series, version } = seriesOf(other)
  return { same: series === mine.series, newer: version > mine.version, version }
}
