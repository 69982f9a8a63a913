/** What people do. */
export const DEEDS = ['login', 'page', 'API call', 'logout', 'old session shown'] as const
export type Deed = (typeof DEEDS)[number]

/** What must never be. */
export const FAULTS = ['wrong identity', 'revived session', 'lost session'] as const
export type Fault = (typeof FAULTS)[number]

/** Counts what was done, what failed and what must not have been. */
export interface Tally {
  done(deed: Deed, milliseconds: number): void
  failed(deed: Deed, why: string): void
  fault(fault: Fault, what: string): void
  /** From now on failures are to be expected, until they no longer are. */
  expectFailures(expected: boolean): void
  summary(): Summary
}

export interface Summary {
  readonly deeds: readonly {
    readonly deed: Deed
    readonly done: number
    readonly failed: number
    readonly median: number
    readonly slowest99: number
  }[]
  readonly faults: Readonly<Record<Fault, number>>
  /** How often something failed for which reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** Failures while everything ran. */
  readonly unexpected: readonly string[]
  readonly examples: readonly string[]
}

/** After something comes back, what was under way when it went may still fail. */
const AFTERMATH = 3000

export function createTally(now: () => number = () => performance.now()): Tally {
  const times = new Map<Deed, number[]>(DEEDS.map((deed) => [deed, []]))
  const failures = new Map<Deed, number>(DEEDS.map((deed) => [deed, 0]))
  const faults: Record<Fault, number> = { 'wrong identity': 0, 'revived session': 0, 'lost session': 0 }
  const reasons = new Map<string, number>()
  const unexpected: string[] = []
  const examples: string[] = []
  let expected = false
  let calmFrom = 0
  const at = (values: readonly number[], part: number) =>
    values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN
  return {
    done: (deed, milliseconds) => void times.get(deed)?.push(milliseconds),
    failed(deed, why) {
      failures.set(deed, (failures.get(deed) ?? 0) + 1)
      reasons.set(why, (reasons.get(why) ?? 0) + 1)
      if (!expected && now() > calmFrom) unexpected.push(`${deed}: ${why}`)
    },
    fault(fault, what) {
      faults[fault] += 1
      if (examples.length < 10) examples.push(`${fault}: ${what}`)
    },
    expectFailures(isExpected) {
      expected = isExpected
      if (!isExpected) calmFrom = now() + AFTERMATH
    },
    summary: () => ({
      deeds: DEEDS.map((deed) => {
        const done = times.get(deed) ?? []
        return {
          deed,
          done: done.length,
          failed: failures.get(deed) ?? 0,
          median: at(done, 0.5),
          slowest99: at(done, 0.99),
        }
      }),
      faults,
      reasons: Object.fromEntries(reasons),
      unexpected,
      examples,
    }),
  }
}
