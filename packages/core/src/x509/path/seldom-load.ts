type Seldom = typeof import('./seldom.ts')

let seldom: Seldom | undefined

/** What few paths need, loaded with the first that does. */
async function loadSeldom(): Promise<Seldom> {
  seldom = await import('./seldom.ts')
  return seldom
}

/** Uses it, at once where it was loaded before. */
export function withSeldom<T>(use: (loaded: Seldom) => T): T | Promise<T> {
  return seldom === undefined ? loadSeldom().then(use) : use(seldom)
}
