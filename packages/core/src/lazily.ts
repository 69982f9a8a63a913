/**
 * Lets code that is loaded when it is first needed be used, and from then on at once: a further `import()` takes as long as
 * reading two certificates.
 */
export function lazily<Module>(load: () => Promise<Module>) {
  let loaded: Module | undefined
  return <T>(use: (module: Module) => T | Promise<T>): T | Promise<T> => {
    if (loaded !== undefined) return use(loaded)
    return load().then((module) => {
      loaded = module
      return use(module)
    })
  }
}
