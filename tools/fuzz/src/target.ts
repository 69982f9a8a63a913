import type { Random } from './random.ts'

/**
 * What a reader made of an input: `refused` with a coded error or a report that is not passed, `read` where
 * reading is all there is, `passed` where something was verified.
 */
export type Outcome = 'refused' | 'read' | 'passed'

export type Mutate = (seed: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

/** One reader under fire. */
export interface Target {
  /**
   * Gives the input to the reader. Any error that leaves this function is a finding: a `TrustError` of a parser
   * is caught here, and nothing else is.
   */
  take(input: Uint8Array): Outcome | Promise<Outcome>
  readonly mutations: readonly Mutate[]
  /** Whether an input that passed says the same as the seed it was made from, so that passing is right. */
  sameMeaning?(input: Uint8Array, seed: Uint8Array): boolean
}

/** A reader that throws: what it refuses with a coded error is refused, any other error is let through. */
export function refusing(
  isCoded: (error: unknown) => boolean,
  read: (input: Uint8Array) => unknown,
): Target['take'] {
  return async (input) => {
    try {
      await read(input)
      return 'read'
    } catch (error) {
      if (isCoded(error)) return 'refused'
      throw error
    }
  }
}
