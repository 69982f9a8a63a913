import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundles } from '../bundle.ts'
import type { Row } from '../fixture.ts'
import { output } from './process.ts'

// The program comes in a package per platform, from which an install script of `bun` moves it. Whether that script runs
// is up to the install.
function program(root: string): string {
  const modules = join(root, 'node_modules')
  const platforms = existsSync(join(modules, '@oven')) ? readdirSync(join(modules, '@oven')).sort() : []
  const places = [
    ...platforms.flatMap((name) =>
      ['bun', 'bun.exe'].map((file) => join(modules, '@oven', name, 'bin', file)),
    ),
    join(modules, 'bun/bin/bun.exe'),
  ]
  for (const path of places) {
    // What stands there before the script has run is a text of a few lines.
    if (existsSync(path) && statSync(path).size > 1_000_000) return path
  }
  throw new Error('Bun is not installed for this platform.')
}

/** Bun runs the packages as they are installed. */
export async function runBun({ folder, modules, root }: Bundles): Promise<Row[]> {
  return JSON.parse(await output(program(root), ['run', modules], folder)) as Row[]
}
