import { readFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

const packages = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli'] as const

interface Manifest {
  exports: Record<string, { '@xinyin/source': string }>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

const readManifest = (name: string) =>
  JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as Manifest

/** Every export path of a package is one entry; what is built is what `exports` names, and nothing else. */
const entries = (name: string, manifest: Manifest): Record<string, string> =>
  Object.fromEntries(
    Object.values(manifest.exports)
      .map((target) => target['@xinyin/source'])
      .map((source) => [
        source.replace('./src/', '').replace(/\.ts$/, ''),
        `packages/${name}/${source.slice(2)}`,
      ]),
  )

// tsup leaves out only what the package.json of the working folder names, which here is the root's.
const externals = (manifest: Manifest): RegExp[] => [
  /^node:/,
  ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }).map(
    (dependency) => new RegExp(`^${dependency}(/|$)`),
  ),
]

// `npm install` runs this with XINYIN_BUILD=js, so that a fresh clone has its commands without waiting for types;
// `npm pack` with the name of the one package that it packs.
const asked = process.env['XINYIN_BUILD']
const withTypes = asked !== 'js'

export default defineConfig(
  packages
    .filter((name) => !packages.some((one) => one === asked) || name === asked)
    .map((name): Options => {
      const manifest = readManifest(name)
      return {
        name,
        entry: entries(name, manifest),
        outDir: `packages/${name}/dist`,
        format: 'esm',
        target: 'es2022',
        platform: name === 'sandbox' || name === 'cli' ? 'node' : 'neutral',
        external: externals(manifest),
        sourcemap: true,
        // Without types, those of the last full build stay.
        clean: withTypes || ['!**/*.d.ts'],
        splitting: true,
        dts: withTypes && { compilerOptions: { ignoreDeprecations: '6.0' } },
        silent: true,
      }
    }),
)
