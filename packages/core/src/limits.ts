/**
 * Puts the defaults in place of the limits that are not given. One that is given and is no number, as a setting that is
 * missing may come out, would be no limit at all.
 *
 * @throws RangeError for it
 */
export function completeLimits<T extends object>(defaults: T, given: Partial<T> | undefined): T {
  const limits = { ...defaults }
  for (const name of Object.keys(defaults) as (keyof T & string)[]) {
    const limit: unknown = given?.[name]
    if (limit === undefined) continue
    if (typeof limit !== 'number' || !(limit >= 0)) throw new RangeError(`${name}: expected a number, from 0`)
    limits[name] = limit as T[typeof name]
  }
  return limits
}
