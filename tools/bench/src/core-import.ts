import { spawnSync } from 'node:child_process'
import type { Result } from './compare.ts'

const ROUNDS = 15
const LIMIT_MS = 30

/** The time of the processor, its helpers' included, that a new process takes up to its end, in milliseconds. */
function processTime(code: string): number {
  const script = `${code}\nconst { user, system } = process.cpuUsage(); console.log((user + system) / 1000)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return Number(stdout)
}

/**
 * The first import of the built package: what a process takes with it, less what an empty one takes, side by side.
 *
 * The processor's time, since that is what the package can be blamed for; on an idle machine the clock says the same.
 */
export function measureImport(): Result {
  const ours: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const empty = processTime('')
    ours.push(1000 / (processTime(`await import('@xinyin/core')`) - empty))
  }
  const limit = ours.map(() => 1000 / LIMIT_MS)
  const names = { ours: '@xinyin/core, built', limit: `${LIMIT_MS} ms` }
  return {
    job: 'First import',
    unit: 'per second',
    rates: { [names.ours]: ours.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0, [names.limit]: limit[0] ?? 0 },
    rounds: { [names.ours]: ours, [names.limit]: limit },
  }
}
