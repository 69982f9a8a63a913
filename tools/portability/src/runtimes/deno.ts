import { join } from 'node:path'
import type { Bundles } from '../bundle.ts'
import type { Row } from '../fixture.ts'
import { output } from './process.ts'

/** Deno runs the packages as they are installed, with no leave to touch anything but their files. */
export async function runDeno({ folder, modules, root }: Bundles): Promise<Row[]> {
  const deno = join(root, 'node_modules/.bin/deno')
  const args = [
    'run',
    '--no-remote',
    '--no-prompt',
    '--node-modules-dir=manual',
    `--allow-read=${root}`,
    modules,
  ]
  return JSON.parse(await output(deno, args, folder)) as Row[]
}
