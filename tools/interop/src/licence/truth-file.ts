import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { TRUTH } from '../seal/truth.ts'
import type { Case } from '../table.ts'

/** What a file made by others states, and what is found here. */
export interface Held {
  readonly stated: string
  readonly found: string
}

export const readTruth = <T>(path: string): T => JSON.parse(readFileSync(join(TRUTH, path), 'utf8')) as T

/** The JSON files below a folder of the truth, in order; none where it is not at hand. */
export function listTruth(folder: string): string[] {
  try {
    const names = readdirSync(join(TRUTH, folder), { recursive: true, encoding: 'utf8' })
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => `${folder}/${name}`)
      .sort()
  } catch {
    return []
  }
}

/**
 * A row for a file: it fails where anything that is stated is not what is found.
 *
 * @param hold - reads the file, and holds each thing that it states against what is found
 */
export const truthFile = (path: string, hold: (path: string) => Promise<readonly Held[]>): Case => ({
  what: `${path} is as stated`,
  with: 'others',
  async run() {
    const held = await hold(path)
    const other = held.filter(({ stated, found }) => stated !== found)
    if (held.length === 0) throw new Error('nothing is stated in it')
    if (other.length > 0)
      throw new Error(other.map(({ stated, found }) => `stated: ${stated}; found: ${found}`).join('\n'))
    const counts = new Map<string, number>()
    for (const { found } of held) counts.set(found, (counts.get(found) ?? 0) + 1)
    return [...counts]
      .map(([text, count]) => `stated and found${count === 1 ? '' : ` ${count} times`}: ${text}`)
      .join('\n')
  },
})

/** The code by which something is refused here, or what it is found to be. */
export async function foundBy(work: () => unknown): Promise<string> {
  try {
    return String(await work())
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `refused, ${error.code}`
    throw error
  }
}
