/** What may have to be waited for: a promise of ours, of another realm, or of whoever stands in for it. */
type Soon<T> = T | PromiseLike<T>

/**
 * Goes on with several values: at once where all are there, since to wait for what is there takes as long as reading a name,
 * and a path waits for many.
 */
export function together<const Values extends readonly object[], T>(
  values: Values,
  use: (values: { -readonly [At in keyof Values]: Awaited<Values[At]> }) => T | Promise<T>,
): T | Promise<T> {
  type All = { -readonly [At in keyof Values]: Awaited<Values[At]> }
  return values.some(isLater)
    ? Promise.all(values).then((all) => use(all as All))
    : use(values as unknown as All)
}

/** By what it does: `instanceof` knows the promises of one realm, and not those of one who put another class in their place. */
export const isLater = <T extends object>(value: Soon<T>): value is PromiseLike<T> => 'then' in value
