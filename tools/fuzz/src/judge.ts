import type { Input } from './input.ts'
import type { Target } from './target.ts'

/** No input may keep a reader busy for longer than this. */
const LIMIT_MS = 1000

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
export async function judge(target: Target, { bytes, from, corpus }: Input): Promise<string | undefined> {
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
  // What a seed's name promises is checked too: fuzzing around seeds that no longer pass would find nothing.
  if (sameBytes(bytes, from.bytes)) {
    return from.name.startsWith('valid-') && outcome === 'refused' ? 'refused a valid seed' : undefined
  }
  if (outcome !== 'passed') return undefined
  // Pieces of two seeds can make up a third.
  const isRight = corpus.some(
    (seed) => sameBytes(bytes, seed.bytes) || target.sameMeaning?.(bytes, seed.bytes) === true,
  )
  return isRight ? undefined : `passed, though it was changed from ${from.name}`
}
