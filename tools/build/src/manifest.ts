import { readFileSync } from 'node:fs'

/** The packages that are built, each after those that it stands on. */
export const PACKAGES = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli'] as const
export type PackageName = (typeof PACKAGES)[number]

/** What the build reads in the manifest of a package. */
export interface Manifest {
  sideEffects?: boolean | readonly string[]
  imports?: Record<string, unknown>
  exports: Record<string, { '@xinyin/source': string }>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

// Builds run in the root of the project.

export const folderOf = (name: PackageName): string => `${process.cwd()}/packages/${name}`

export const readManifest = (name: PackageName): Manifest =>
  JSON.parse(readFileSync(`${folderOf(name)}/package.json`, 'utf8'))

/** The sources of a package's export paths, from its folder. */
export const sourcesOf = ({ exports }: Manifest): string[] =>
  Object.values(exports).map((target) => target['@xinyin/source'])

/** What a source is called in `dist`. */
export const nameOf = (source: string): string => source.replace('./src/', '').replace(/\.ts$/, '')

/** tsup leaves out only what the manifest of the working folder names, which here is the root's. */
export const externalsOf = (manifest: Manifest): RegExp[] => [
  /^node:/,
  ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).map(
    (dependency) => new RegExp(`^${dependency}(/|$)`),
  ),
]
