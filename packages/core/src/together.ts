/** What may have to be waited for. */
type Soon<T> = T | Promise<T>

/**
 * Goes on with several values: at once where all are there, since a turn of the event loop takes as long as reading a name,
 * and many take many.
 */
export function together<const Values extends readonly unknown[], T>(
  values: Values,
  use: (values: { -readonly [At in keyof Values]: Awaited<Values[At]> }) => Soon<T>,
): Soon<T> {
  type All = { -readonly [At in keyof Values]: Awaited<Values[At]> }
  return values.some((value) => value instanceof Promise)
    ? Promise.all(values).then((all) => use(all as All))
    : use(values as unknown as All)
}
