import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bundles } from '../bundle.ts'
import type { Row } from '../fixture.ts'
import { output } from './process.ts'

// No `nodejs_compat`: the packages have to do with the Web's own interfaces.
const CONFIGURATION = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.js")],
    compatibilityDate = "2026-01-01",
  ))],
);
`

/** workerd runs the bundle as a worker's self-test, which needs no port. */
export async function runWorkerd({ folder, worker, root }: Bundles): Promise<Row[]> {
  writeFileSync(join(folder, 'worker.js'), worker)
  writeFileSync(join(folder, 'worker.capnp'), CONFIGURATION)
  const printed = await output(join(root, 'node_modules/.bin/workerd'), ['test', 'worker.capnp'], folder)
  const line = printed.split('\n').find((text) => text.includes('ROWS '))
  if (line === undefined) throw new Error(`workerd printed no result: ${printed}`)
  return JSON.parse(line.slice(line.indexOf('ROWS ') + 5)) as Row[]
}
