import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Result } from './compare.ts'

/** Some jobs of a table, measured one after the other. */
export type Part = () => Result[] | Promise<Result[]>

/** How a part ends that needs a program which is not there; it has said which. */
export const NOT_INSTALLED = 4

/**
 * Measures a part in a process of its own: engines compile for what a process did before, and a heap is as it was left. A
 * portal does not run all libraries of the trade before it looks at its first certificate.
 *
 * @param program - what is run, with `--part` and the name of the part, and sends the results
 */
export async function measureApart(program: string, part: string): Promise<Result[]> {
  const child = fork(program, ['--part', part])
  const results = new Promise<Result[]>((resolve) =>
    child.once('message', (sent) => resolve(sent as Result[])),
  )
  const ended = once(child, 'exit').then(([code]): Result[] => {
    if (code === NOT_INSTALLED) process.exit(NOT_INSTALLED)
    throw new Error(`${part}: ended with ${code}, and without results`)
  })
  ended.catch(() => {})
  return Promise.race([results, ended])
}
