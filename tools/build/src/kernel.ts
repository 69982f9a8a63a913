import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, type PackageName } from './manifest.ts'
import { APART, JOINED, KERNELS } from './pieces.ts'
import type { BuildPlugin } from './plugin.ts'

/**
 * Makes every file reach the kernel, so that it is no matter who uses which part of it; the files that are taken together
 * reach each other; and every entry a second one, so that what only one entry reaches does not come to stand in the file of
 * that entry: who takes one name from there would load what the others need. The second ones are files of the build that
 * nobody can import.
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
    onLoad({ filter: /./, namespace: 'kernel' }, () => ({ contents: importAll(kernel), resolveDir: folder }))
    const joined = JOINED[name] ?? []
    onResolve({ filter: /^joined:/ }, ({ path }) => ({ path, namespace: 'joined', sideEffects: true }))
    onLoad({ filter: /./, namespace: 'joined' }, ({ path }) => ({
      contents: importAll(joined[Number(path.slice(7))] ?? []),
      resolveDir: folder,
    }))
    // On the first line, so that lines stay where source maps have them.
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(join(folder, 'src')) || APART.test(path)) return undefined
      const at = joined.findIndex((files) => files.some((file) => join(folder, file) === path))
      const imports = at < 0 ? "import 'kernel:';" : `import 'kernel:';import 'joined:${at}';`
      return { contents: imports + readFileSync(path, 'utf8'), loader: 'ts' }
    })
  },
})

/** Code that reaches all of these files, and does nothing with them. */
const importAll = (files: readonly string[]) =>
  files.map((file, at) => `import * as part${at} from ${JSON.stringify(file)}`).join('\n')
