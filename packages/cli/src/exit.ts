import type { Verdict } from '@xinyin/core'

/** Exit codes of the command; scripts depend on them. */
export const EXIT = { passed: 0, failed: 1, indeterminate: 2, wrongUse: 3 } as const

export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** Of several files the worst counts: one that failed outweighs one that cannot be decided. */
export function worstExit(verdicts: readonly Verdict[]): Exit {
  if (verdicts.includes('failed')) return EXIT.failed
  return verdicts.includes('indeterminate') ? EXIT.indeterminate : EXIT.passed
}
