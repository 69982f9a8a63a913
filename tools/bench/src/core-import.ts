import { spawnSync } from 'node:child_process'
import type { Result } from './compare.ts'

const ROUNDS = 15
const LIMIT_MS = 30

/** How long a new process waits for a module, in milliseconds of the clock. */
function importTime(name: string): number {
  const script = `const start = performance.now(); await import('${name}'); console.log(performance.now() - start)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  })
  if (stdout === '') throw new Error(stderr)
  return Number(stdout)
}

/**
 * The first import of the built package, as whoever starts a program waits for it: by the clock, so that it says something
 * on an idle machine only. The processor takes a little longer, since helpers compile beside.
 */
export function measureImport(): Result {
  const ours = Array.from({ length: ROUNDS }, () => 1000 / importTime('@xinyin/core'))
  const limit = ours.map(() => 1000 / LIMIT_MS)
  const names = { ours: '@xinyin/core, built', limit: `${LIMIT_MS} ms` }
  return {
    job: 'First import',
    unit: 'per second',
    rates: { [names.ours]: ours.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0, [names.limit]: limit[0] ?? 0 },
    rounds: { [names.ours]: ours, [names.limit]: limit },
  }
}
