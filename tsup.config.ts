import { readFileSync } from 'node:fs'
import { defineConfig, type Options } from 'tsup'

const packages = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli'] as const

interface Manifest {
  sideEffects?: boolean
  exports: Record<string, { '@xinyin/source': string }>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

const readManifest = (name: string) =>
  JSON.parse(readFileSync(`packages/${name}/package.json`, 'utf8')) as Manifest

/**
 * Where the code behind one export path is cut: a bundler takes a built file whole or not at all, so that who verifies
 * would load what sealing alone needs. They are files of the build that nobody can import.
 */
const SEAMS: Partial<Record<(typeof packages)[number], readonly string[]>> = {
  core: ['./src/checks.ts'],
  'e-seal': [
    './src/carriers/ofd/evidence/augment.ts',
    './src/carriers/ofd/evidence/create.ts',
    './src/carriers/ofd/inspect.ts',
    './src/carriers/ofd/seal.ts',
    './src/carriers/ofd/seal/finish.ts',
    './src/carriers/ofd/seal/prepare.ts',
    './src/carriers/ofd/sign.ts',
  ],
}

/** Every export path of a package is one entry, and every seam. */
const entries = (name: (typeof packages)[number], manifest: Manifest): Record<string, string> =>
  Object.fromEntries(
    Object.values(manifest.exports)
      .map((target) => target['@xinyin/source'])
      .concat(SEAMS[name] ?? [])
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

type Plugin = NonNullable<Options['plugins']>[number]

/**
 * Leaves out imports of chunks for nothing but their effects, of which no file of ours has any. Bundlers follow them: who
 * takes one name of a path would load what the others need. Lines stay where source maps have them.
 */
const withoutBareImports: Plugin = {
  name: 'without-bare-imports',
  renderChunk: (code, { map }) => ({
    code: code.replace(/^import "\.[^"]*";$/gm, ''),
    ...(map ? { map } : {}),
  }),
}

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
        plugins: manifest.sideEffects === false ? [withoutBareImports] : [],
        dts: withTypes && { compilerOptions: { ignoreDeprecations: '6.0' } },
        silent: true,
      }
    }),
)
