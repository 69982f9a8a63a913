import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

// After `npm install` in a clone: builds the packages without types, in a second or two, so that `npx xinyin` works at
// once. An install without development dependencies has nothing to build with, and needs nothing built.
const root = join(import.meta.dirname, '../../..')
const tsup = join(root, 'node_modules/tsup/dist/cli-default.js')

if (existsSync(tsup)) {
  const { status } = spawnSync(process.execPath, [tsup], {
    cwd: root,
    env: { ...process.env, XINYIN_BUILD: 'js' },
    stdio: 'inherit',
  })
  process.exitCode = status ?? 1
}
