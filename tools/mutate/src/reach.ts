import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Red } from './runner.ts'
import type { Workshop } from './workshop.ts'

/** The tests as they stand have an end; a busy machine may take long to come to it. */
const LIMIT_MS = 1_800_000

interface Note {
  readonly tests: string
  readonly asked: readonly number[]
}

/** Which tests can say something about each check. */
export interface Reach {
  /**
   * The files of tests that come to each check, by its number; those that come to few checks first, since they are about
   * them.
   */
  readonly files: ReadonlyMap<number, readonly string[]>
  /** What is red with every check in its place, and so says nothing. */
  readonly unsound: readonly Red[]
}

/** Runs all tests of a package with every check in its place. */
export async function findReach(workshop: Workshop, folder: string): Promise<Reach> {
  const notes = join(workshop.copy, `notes-${folder.replace('/', '-')}`)
  mkdirSync(notes)
  const runner = workshop.openRunner(folder)
  const unsound = await runner.run({ out: undefined, notes, files: undefined }, LIMIT_MS)
  runner.close()
  const read = readdirSync(notes)
    .map((name) => JSON.parse(readFileSync(join(notes, name), 'utf8')) as Note)
    .filter(({ tests }) => !unsound.some(({ file }) => file === tests))
    .sort((a, b) => a.asked.length - b.asked.length)
  const files = new Map<number, string[]>()
  for (const { tests, asked } of read)
    for (const number of asked) files.set(number, [...(files.get(number) ?? []), tests])
  return { files, unsound }
}
