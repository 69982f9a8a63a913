import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PACKAGES, ROOT } from './catalogues.ts'

interface Manifest {
  readonly exports: Readonly<Record<string, { readonly '@xinyin/source': string }>>
}

/** The source of every export path of every published package. */
function exported(): string[] {
  return PACKAGES.flatMap((name) => {
    const manifest = JSON.parse(
      readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'),
    ) as Manifest
    return Object.values(manifest.exports).map(
      (target) => `packages/${name}/${target['@xinyin/source'].slice(2)}`,
    )
  })
}

/** What the API reference leaves out or has too much: its list has to be that of the export paths. */
export function wrongEntryPoints(): string[] {
  const listed = new Set(
    (JSON.parse(readFileSync(join(ROOT, 'typedoc.json'), 'utf8')) as { entryPoints: string[] }).entryPoints,
  )
  const real = new Set(exported())
  return [
    ...[...real].filter((path) => !listed.has(path)).map((path) => `typedoc.json lacks ${path}`),
    ...[...listed]
      .filter((path) => !real.has(path))
      .map((path) => `typedoc.json has ${path}, which is not exported`),
  ]
}
