import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundles } from '../bundle.ts'
import type { Row } from '../fixture.ts'
import { output } from './process.ts'

// The package `bun` puts its program in place with an install script, which an install may leave out;
// the program itself comes in a package per platform.
function program(root: string): string {
  const folder = join(root, 'node_modules/@oven')
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name, 'bin/bun')
    if (existsSync(path)) return path
  }
  throw new Error('Bun is not installed for this platform.')
}

/** Bun runs the packages as they are installed. */
export async function runBun({ folder, modules, root }: Bundles): Promise<Row[]> {
  return JSON.parse(await output(program(root), ['run', modules], folder)) as Row[]
}
