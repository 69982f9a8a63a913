import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

// Before a package is packed: builds it with its types, unless the last build is newer than everything it was made of.
const root = join(import.meta.dirname, '../../..')
const name = process.argv[2]
const folder = join(root, 'packages', name)

const newest = (path) =>
  Math.max(...readdirSync(path, { recursive: true }).map((file) => statSync(join(path, file)).mtimeMs))

const types = join(folder, 'dist/index.d.ts')
const isFresh = existsSync(types) && statSync(types).mtimeMs > newest(join(folder, 'src'))

if (!isFresh) {
  const tsup = join(root, 'node_modules/tsup/dist/cli-default.js')
  const { status } = spawnSync(process.execPath, [tsup], {
    cwd: root,
    env: { ...process.env, XINYIN_BUILD: name },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  process.exitCode = status ?? 1
}
