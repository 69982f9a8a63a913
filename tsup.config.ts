import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defineConfig, type Options } from 'tsup'

const packages = ['core', 'e-seal', 'e-license', 'sso', 'sandbox', 'cli'] as const

interface Manifest {
  sideEffects?: boolean | readonly string[]
  imports?: Record<string, unknown>
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
  core: [
    './src/checks.ts',
    './src/crypto/provider/sha2-answers.ts',
    './src/trust/load-lists.ts',
    './src/trust/load.ts',
  ],
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

/** What tells errors their sentences, where a package has it told apart (`withSentencesApart`). */
const TOLD = ['./src/told.ts', './src/untold.ts']

const nameOf = (source: string) => source.replace('./src/', '').replace(/\.ts$/, '')

const sourcesOf = ({ exports }: Manifest) => Object.values(exports).map((target) => target['@xinyin/source'])

/** Every export path of a package is one entry, and every seam. */
const entries = (name: (typeof packages)[number], manifest: Manifest): Record<string, string> =>
  Object.fromEntries(
    sourcesOf(manifest)
      .concat(SEAMS[name] ?? [])
      .concat(manifest.imports === undefined ? [] : TOLD)
      .map((source) => [nameOf(source), `packages/${name}/${source.slice(2)}`]),
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
    './src/bytes/base64-text.ts',
    './src/crypto/digest-later.ts',
    './src/crypto/jose.ts',
    './src/crypto/sm3.ts',
    './src/der/ber.ts',
    './src/json/parse.ts',
    './src/jws/parse.ts',
    './src/jws/scheme.ts',
    './src/x509/revocation/past.ts',
    './src/x509/parse.ts',
    './src/x509/path/inspect.ts',
    './src/x509/revocation/check.ts',
    './src/x509/revocation/crl.ts',
  ],
  'e-license': [
    './src/credential/digest-later.ts',
    './src/credential/digest-name.ts',
    './src/identifier/right-character.ts',
    './src/metadata/validate.ts',
    './src/qr/holder-digest-bytes.ts',
    './src/verify/inspect.ts',
    './src/verify/rules.ts',
    './src/verify/wanted.ts',
  ],
  'e-seal': ['./src/carriers/ofd/inspect.ts'],
}

/** What stands apart from the kernel, since others take it alone: QR codes are inflated without all that reads OFD. */
const APART = /zip[\\/](?:inflate|inflater|huffman|native-zlib)\.ts$|src[\\/]inflate\.ts$/

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
    // It has names for nobody, and works by being loaded.
    for (const [point, file] of Object.entries(entries))
      if (point !== 'told') entries[`parts/${point}`] = `parts:${file}`
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
      path.startsWith(join(folder, 'src')) && !APART.test(path)
        ? { contents: `import 'kernel:';${readFileSync(path, 'utf8')}`, loader: 'ts' }
        : undefined,
    )
  },
})

/** Who tells sentences to people, in both languages: the tables of a package, and what is loaded to tell them. */
const TELLING = /src[\\/](?:checks|codes|index|catalogue[\\/]index)\.ts$/

/** A sentence in Chinese in a table of codes: always a literal. */
const CHINESE = /\s*'zh-CN':\s*'(?:[^'\\]|\\.)*',?/g

/** The same in English, where the Chinese was taken out. */
const ENGLISH = /\{\s*en:\s*(?:'(?:[^'\\]|\\.)*'|"[^"\\]*"),?\s*\}/g

/** A table of codes whose sentences were taken out. */
const SILENT = /^(export const [A-Z0-9_]+_CODES = \{)[^{}]*(?:\{\}[^{}]*)*(\} as const)/gm

/** Who reads the table itself: to tell a sentence, and not to make errors. */
const READING = /^import \{[^}]*(?<!type )\b[A-Z0-9_]*CODES\b/m

/** Lines stay where source maps have them. */
const linesOf = (text: string) => text.replace(/[^\n]/g, '')

/**
 * Tables of codes come in three: whole for who tells people; in English for who tells an error what a check found; and
 * without any sentence for who makes errors, of which readers bring many. Those find their sentences in what `told.ts` of the
 * package tells (`tellErrors`), which every export path loads but in pages.
 */
const withSentencesApart: BuildPlugin = {
  name: 'with-sentences-apart',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /codes\.ts$/ }, ({ path, importer, kind, resolveDir, namespace }) => {
      if (kind !== 'import-statement' || namespace === 'parts') return undefined
      const file = join(resolveDir, path)
      if (importer.endsWith('codes.ts')) return SPARE.has(namespace) ? { path: file, namespace } : undefined
      if (TELLING.test(importer)) return undefined
      // One file, since each that is read on the way costs more than its octets.
      if (nameOf(importer).endsWith('told')) return { path: file, namespace: 'told' }
      const isReading = !importer.endsWith('errors.ts') && READING.test(readFileSync(importer, 'utf8'))
      return { path: file, namespace: isReading ? 'english' : 'silent' }
    })
    for (const namespace of SPARE)
      onLoad({ filter: /./, namespace }, ({ path }) => {
        const source = readFileSync(path, 'utf8')
        if (!/^export const [A-Z0-9_]*CODES\b/m.test(source)) throw new Error(`${path}: no table of codes`)
        const english = source.replace(CHINESE, linesOf)
        const contents = namespace === 'silent' ? silence(english) : english
        if (contents.includes('zh-CN')) throw new Error(`${path}: expected Chinese in literals only`)
        return { contents, loader: 'ts', resolveDir: dirname(path) }
      })
  },
}

const SPARE: ReadonlySet<string> = new Set(['english', 'silent', 'told'])

/** Tables without sentences: of checks the ids stay, which are what reports are made of. */
function silence(source: string): string {
  const bare = source.replace(ENGLISH, (sentence) => `{}${linesOf(sentence)}`)
  if (/\ben: /.test(bare)) throw new Error(`expected English in literals only: ${/\ben: .*/.exec(bare)?.[0]}`)
  return bare.replace(SILENT, (table, start: string, end: string) => start + linesOf(table) + end)
}

/** Lets every export path load the sentences of its errors where no page is built: `#told` in the package's manifest. */
const withTold = (paths: ReadonlySet<string>): Plugin => ({
  name: 'with-told',
  renderChunk(code, { path, map }) {
    const isPath = [...paths].some((one) => path.endsWith(`/dist/${one}.js`))
    // Behind all else, so that lines stay where source maps have them.
    return isPath ? { code: `${code}\nimport "#told";\n`, ...(map ? { map } : {}) } : undefined
  },
})

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
        plugins: [
          ...(manifest.sideEffects === undefined ? [] : [withoutBareImports]),
          ...(manifest.imports === undefined ? [] : [withTold(new Set(sourcesOf(manifest).map(nameOf)))]),
        ],
        esbuildPlugins: [withSentencesApart, withKernel(name)],
        dts: withTypes && { compilerOptions: { ignoreDeprecations: '6.0' } },
        silent: true,
      }
    }),
)
