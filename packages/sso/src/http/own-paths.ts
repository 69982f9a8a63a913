/** Something that answers requests at paths of its own: a relying party, or the back end of a single-page portal. */
export interface Answering {
  /** Where it is, by its configuration. */
  readonly origin: string
  /** The paths that it answers; one that ends in `/*` stands for all below it. */
  readonly paths: Readonly<Record<string, string>>
  /** Answers a request; `undefined` for one that is not for it. */
  handle(request: Request): Promise<Response | undefined>
}

/** Tells by its address whether a request is for something, so that no other is taken apart. */
export function ownPaths({ paths }: Answering): (url: string | undefined) => boolean {
  const all = Object.values(paths)
  const exact = new Set(all.filter((path) => !path.endsWith('/*')))
  const below = all.filter((path) => path.endsWith('/*')).map((path) => path.slice(0, -1))
  return (url = '/') => {
    const path = url.split('?', 1)[0] ?? '/'
    return exact.has(path) || below.some((start) => path.startsWith(start))
  }
}
