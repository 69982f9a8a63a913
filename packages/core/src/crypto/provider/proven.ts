import type { Trial } from './algorithm.ts'

/** What signs and verifies, whatever it takes for that. */
export interface Signatures {
  sign(...given: never[]): Uint8Array | Promise<Uint8Array>
  verify(...given: never[]): boolean | Promise<boolean>
}

/**
 * An implementation that answers later, used once it has given the known answers. Where it does not, or does not know a
 * key that it is given, portable code takes its place.
 */
export function provenFirst(
  claimed: Signatures,
  portable: Signatures,
  works: () => Promise<boolean>,
): { readonly implementation: Signatures; failed(): boolean } {
  let proof: Promise<boolean> | undefined
  let hasFailed = false
  const isProven = async () => {
    proof ??= works()
    hasFailed = !(await proof)
    return !hasFailed
  }
  const orPortable = async <T>(first: () => T | Promise<T>, second: () => T | Promise<T>): Promise<T> => {
    if (!(await isProven())) return second()
    try {
      return await first()
    } catch {
      return second()
    }
  }
  const implementation: Signatures = {
    sign: (...given) =>
      orPortable(
        () => claimed.sign(...given),
        () => portable.sign(...given),
      ),
    verify: (...given) =>
      orPortable(
        () => claimed.verify(...given),
        () => portable.verify(...given),
      ),
  }
  return { implementation, failed: () => hasFailed }
}

/** Whether an implementation that answers later gives the known answers. */
export async function worksLater(trials: () => readonly Trial[]): Promise<boolean> {
  try {
    for (const { expected, ask } of trials()) if ((await ask()) !== expected) return false
    return true
  } catch {
    return false
  }
}
