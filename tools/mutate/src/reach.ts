import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Workshop } from './workshop.ts'

/** The tests as they stand have an end; a busy machine may take long to come to it. */
const LIMIT_MS = 900_000

interface Note {
  readonly tests: string
  readonly asked: readonly number[]
}

/**
 * Runs all tests of a package with every check in its place.
 *
 * @returns the files of tests that come to each check, by its number; those that come to few checks first, since they
 *   are about them
 * @throws where a test is red: without sound tests, red means nothing
 */
export async function reachOf(workshop: Workshop, folder: string): Promise<Map<number, string[]>> {
  const notes = join(workshop.copy, `notes-${folder.replace('/', '-')}`)
  mkdirSync(notes)
  const runner = workshop.openRunner(folder)
  try {
    const red = await runner.run({ out: undefined, notes, files: undefined }, LIMIT_MS)
    if (red !== undefined) throw new Error(`Fails before anything is taken out: ${red}`)
  } finally {
    runner.close()
  }
  const read = readdirSync(notes)
    .map((name) => JSON.parse(readFileSync(join(notes, name), 'utf8')) as Note)
    .sort((a, b) => a.asked.length - b.asked.length)
  const reach = new Map<number, string[]>()
  for (const { tests, asked } of read)
    for (const number of asked) reach.set(number, [...(reach.get(number) ?? []), tests])
  return reach
}
