import type { Input } from './input.ts'
import type { Target } from './target.ts'

/** No input may keep a reader busy for longer than this. */
export const LIMIT_MS = 1000

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}

/**
 * Gives one input to a target.
 *
 * Time is the processor's, not the clock's: other work on the machine is no fault of the reader.
 *
 * @returns what is wrong, `undefined` when nothing is
 */
export async function judge(target: Target, { bytes, from }: Input): Promise<string | undefined> {
  const begun = process.cpuUsage()
  let outcome: string
  try {
    outcome = await target.take(bytes)
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
  const used = process.cpuUsage(begun)
  const spent = (used.user + used.system) / 1000
  if (spent > LIMIT_MS) return `took ${Math.round(spent)} ms`
  const unchanged = sameBytes(bytes, from.bytes)
  // What a seed's name promises is checked too: fuzzing around seeds that no longer pass would find nothing.
  if (unchanged && from.name.startsWith('valid-') && outcome === 'refused') return 'refused a valid seed'
  if (!unchanged && outcome === 'passed' && target.sameMeaning?.(bytes, from.bytes) !== true) {
    return `passed, though it was changed from ${from.name}`
  }
  return undefined
}
