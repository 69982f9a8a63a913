import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, type PackageName } from './manifest.ts'
import type { BuildPlugin } from './plugin.ts'

/**
 * What nearly everyone loads, in one file of the build: all that these files reach. Cut by who uses which part of it, it
 * would come in a dozen pieces, and bundlers take a file of the build whole into every piece of theirs.
 */
const KERNELS: Partial<Record<PackageName, readonly string[]>> = {
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
export const withKernel = (name: PackageName): BuildPlugin => ({
  name: 'with-kernel',
  setup({ initialOptions, onResolve, onLoad }) {
    const kernel = KERNELS[name]
    if (kernel === undefined) return
    const folder = folderOf(name)
    const entries = initialOptions.entryPoints as Record<string, string>
    // It has names for nobody, and works by being loaded.
    for (const [point, file] of Object.entries(entries))
      if (point !== 'told') entries[`parts/${point}`] = `parts:${file}`
    onResolve({ filter: /^parts:/ }, ({ path }) => ({ path: path.slice(6), namespace: 'parts' }))
    onLoad({ filter: /./, namespace: 'parts' }, ({ path }) => ({
      contents: `export * from ${JSON.stringify(join(process.cwd(), path))}`,
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
