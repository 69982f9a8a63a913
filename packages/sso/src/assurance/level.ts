/** What each `acr` of a provider is worth, in the portal's own levels: provinces number differently. */
export type Levels = Readonly<Record<string, number>>

/** The level of an `acr`; 0, which satisfies no requirement, for one that the table does not have. */
export function levelOf(acr: unknown, levels: Levels): number {
  return typeof acr === 'string' && acr !== '' && Object.hasOwn(levels, acr) ? (levels[acr] ?? 0) : 0
}

/** The `acr` values that reach a level, the lowest first, so that nobody is asked for more than is needed. */
export function acrValues(level: number, levels: Levels): string[] {
  return Object.entries(levels)
    .filter(([, value]) => value >= level)
    .sort(([, a], [, b]) => a - b)
    .map(([acr]) => acr)
}
