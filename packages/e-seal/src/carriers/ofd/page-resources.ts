import { followFile, type Graph, type Link, type Surroundings } from './links.ts'
import { RESOURCES } from './parts.ts'
import type { Reading } from './reading.ts'

/**
 * The files that a resource file names which a page brings (`PageRes`; GB/T 33190-2016, 7.7, 7.9), with that file.
 *
 * @throws as {@link followDocument}
 */
export function* followPageResource(file: string, from: string, within: Surroundings): Reading<Graph> {
  const own: Link = { from, file, kind: 'page-resource' }
  const found = yield* followFile(file, RESOURCES, within)
  return { links: [own, ...(found ?? [])], unreadable: found === undefined ? [file] : [] }
}
