import { CoreError } from '@xinyin/core'
import { computed } from '../x509/path/time.ts'

/** What a call came to, and what it took of the processor and of memory. */
export interface Measured<T> {
  readonly value: T | undefined
  /** The code with which it was refused. */
  readonly code: string | undefined
  readonly milliseconds: number
  readonly megabytes: number
}

const MIB = 1024 * 1024

const resident = () => {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return (heapUsed + external + arrayBuffers) / MIB
}

/** Runs something on hostile input. Any error but a coded one is let through. */
export async function measured<T>(run: () => T | Promise<T>): Promise<Measured<T>> {
  const [before, start] = [resident(), computed()]
  const done = () => ({ milliseconds: computed() - start, megabytes: resident() - before })
  try {
    const value = await run()
    return { value, code: undefined, ...done() }
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    return { value: undefined, code: error.code, ...done() }
  }
}
