import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
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
  core: ['./src/checks.ts', './src/trust/load-lists.ts', './src/trust/load.ts'],
  'e-seal': [
    './src/carriers/ofd/evidence/augment.ts',
    './src/carriers/ofd/evidence/create.ts',
    './src/carriers/ofd/inspect.ts',
    './src/carriers/ofd/package-load.ts',
    './src/carriers/ofd/seal.ts',
    './src/carriers/ofd/seal/finish.ts',
    './src/carriers/ofd/seal/glyph.ts',
    './src/carriers/ofd/seal/prepare.ts',
    './src/carriers/ofd/sign.ts',
    './src/carriers/ofd/xml/budget-later.ts',
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
type BuildPlugin = NonNullable<Options['esbuildPlugins']>[number]

/**
 * What nearly everyone loads, in one file of the build: all that these files reach. Cut by who uses which part of it, it
 * would come in a dozen pieces, and bundlers take a file of the build whole into every piece of theirs.
 */
const KERNELS: Partial<Record<(typeof packages)[number], readonly string[]>> = {
  core: [
    './src/crypto/sm3.ts',
    './src/x509/parse.ts',
    './src/x509/path/inspect.ts',
    './src/x509/revocation/check.ts',
    './src/x509/revocation/crl.ts',
  ],
  'e-seal': ['./src/carriers/ofd/inspect.ts'],
}

/**
 * Makes every file reach the kernel, so that it is no matter who uses which part of it; and every entry a second one, so
 * that what only one entry reaches does not come to stand in the file of that entry: who takes one name from there would
 * load what the others need. The second ones are files of the build that nobody can import.
 */
const withKernel = (name: (typeof packages)[number]): BuildPlugin => ({
  name: 'with-kernel',
  setup({ initialOptions, onResolve, onLoad }) {
    const kernel = KERNELS[name]
    if (kernel === undefined) return
    const folder = join(import.meta.dirname, 'packages', name)
    const entries = initialOptions.entryPoints as Record<string, string>
    for (const [point, file] of Object.entries(entries)) entries[`parts/${point}`] = `parts:${file}`
    onResolve({ filter: /^parts:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'parts' }))
    onLoad({ filter: /./, namespace: 'parts' }, ({ path }) => ({
      contents: `export * from ${JSON.stringify(join(import.meta.dirname, path))}`,
      resolveDir: folder,
    }))
    onResolve({ filter: /^kernel:$/ }, () => ({ path: name, namespace: 'kernel', sideEffects: true }))
    onLoad({ filter: /./, namespace: 'kernel' }, () => ({
      contents: kernel.map((file, at) => `import * as part${at} from ${JSON.stringify(file)}`).join('\n'),
      resolveDir: folder,
    }))
    // On the first line, so that lines stay where source maps have them.
    onLoad({ filter: /\.ts$/ }, ({ path }) =>
      path.startsWith(join(folder, 'src'))
        ? { contents: `import 'kernel:';${readFileSync(path, 'utf8')}`, loader: 'ts' }
        : undefined,
    )
  },
})

/** Who tells sentences to people, in both languages: the tables of a package, and what is loaded to tell them. */
const TELLING = /src[\\/](?:checks|codes|index|catalogue[\\/]index)\.ts$/

/** A sentence in Chinese in a table of codes: always a literal. */
const CHINESE = /\s*'zh-CN':\s*'(?:[^'\\]|\\.)*',?/g

/**
 * Errors are told in English, and `explain` tells the same in Chinese: so tables of codes come without the Chinese for who
 * makes errors of them. That is a third of what sentences weigh, and of them readers bring many.
 */
const withEnglishErrors: BuildPlugin = {
  name: 'with-english-errors',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /codes\.ts$/ }, ({ path, importer, kind, resolveDir, namespace }) =>
      kind === 'import-statement' && namespace !== 'parts' && !isTelling(importer, namespace)
        ? { path: join(resolveDir, path), namespace: 'english' }
        : undefined,
    )
    onLoad({ filter: /./, namespace: 'english' }, ({ path }) => {
      // Lines stay where source maps have them.
      const source = readFileSync(path, 'utf8')
      if (!/^export const [A-Z0-9_]+_CODES\b/m.test(source)) throw new Error(`${path}: no table of codes`)
      const contents = source.replace(CHINESE, (told) => told.replace(/[^\n]/g, ''))
      if (contents.includes('zh-CN')) throw new Error(`${path}: expected Chinese in literals only`)
      return { contents, loader: 'ts', resolveDir: dirname(path) }
    })
  },
}

/** Tables that others are made of are as those are. */
const isTelling = (importer: string, namespace: string) =>
  namespace !== 'english' && (TELLING.test(importer) || importer.endsWith('codes.ts'))

/** Of another package, but so small that a copy weighs less than what stands with it in a file of that one's build. */
const COPIED = '@xinyin/e-seal/inflate'

/** QR codes are inflated without all that reads OFD. */
const withCopies: BuildPlugin = {
  name: 'with-copies',
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`^${COPIED}$`) }, () => ({
      path: join(import.meta.dirname, 'packages/e-seal/src/inflate.ts'),
    }))
  },
}

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
        noExternal: name === 'e-license' ? [COPIED] : [],
        sourcemap: true,
        // Without types, those of the last full build stay.
        clean: withTypes || ['!**/*.d.ts'],
        splitting: true,
        plugins: manifest.sideEffects === false ? [withoutBareImports] : [],
        esbuildPlugins: [withEnglishErrors, withCopies, withKernel(name)],
        dts: withTypes && { compilerOptions: { ignoreDeprecations: '6.0' } },
        silent: true,
      }
    }),
)
