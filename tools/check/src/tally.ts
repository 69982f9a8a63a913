import { existsSync, readFileSync } from 'node:fs'

/** How many tests ran, and how they ended. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 }

export function addTallies(tallies: Iterable<Tally>): Tally {
  let sum = NOTHING
  for (const { passed, failed, skipped } of tallies) {
    sum = {
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }
  }
  return sum
}

interface VitestResults {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: readonly { status: string; assertionResults: readonly unknown[] }[]
}

/**
 * Reads what Vitest's JSON reporter wrote.
 *
 * A file that could not even be loaded has no tests in it, and counts as one that failed.
 */
export function readVitestTally(file: string): Tally | undefined {
  if (!existsSync(file)) return undefined
  const results = JSON.parse(readFileSync(file, 'utf8')) as VitestResults
  const unloadable = results.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  ).length
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + unloadable,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

/** The line `N passed, N failed` with which every tool of this repository closes; the last one counts. */
export function readClosingLine(output: string): Tally | undefined {
  const [, passed, failed] = [...output.matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1) ?? []
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed), skipped: 0 }
}

export function closingLine({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`
}
