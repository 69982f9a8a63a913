import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

// What users run was built: `tsx` keeps the name of every function by a call where the function is made, in the middle of
// what is measured. So the benchmarks are built as the packages are, from their source, and run in plain Node.

const OUTPUT = join(import.meta.dirname, '../output')

/** Our packages go in; those of others stay where they are. */
const ours: Plugin = {
  name: 'ours',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path.startsWith('@xinyin/') ? undefined : { path, external: true },
    )
  },
}

await build({
  entryPoints: ['main.ts', 'sso-login-process.ts'].map((name) => join(import.meta.dirname, name)),
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  platform: 'node',
  conditions: ['@xinyin/source'],
  outdir: OUTPUT,
  outExtension: { '.js': '.mjs' },
  plugins: [ours],
  logLevel: 'error',
})
const { status } = spawnSync(process.execPath, [join(OUTPUT, 'main.mjs'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
