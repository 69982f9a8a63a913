import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { addTallies, closingLine, readClosingLine, readVitestTally } from '../src/tally.ts'

const folder = mkdtempSync(join(tmpdir(), 'xinyin-tally-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('counting tests', () => {
  test('the last closing line of an output counts, and only a whole line', () => {
    expect(readClosingLine('1 passed, 0 failed\nmore\n12 passed, 3 failed\n')).toEqual({
      passed: 12,
      failed: 3,
      skipped: 0,
    })
    expect(readClosingLine('so: 1 passed, 0 failed')).toBeUndefined()
    expect(readClosingLine('')).toBeUndefined()
  })

  test('a file of tests that cannot be loaded counts as failed', () => {
    const file = join(folder, 'results.json')
    writeFileSync(
      file,
      JSON.stringify({
        numPassedTests: 5,
        numFailedTests: 1,
        numPendingTests: 2,
        numTodoTests: 1,
        testResults: [
          { status: 'passed', assertionResults: [{}] },
          { status: 'failed', assertionResults: [{}] },
          { status: 'failed', assertionResults: [] },
        ],
      }),
    )
    expect(readVitestTally(file)).toEqual({ passed: 5, failed: 2, skipped: 3 })
  })

  test('results that were never written are no results', () => {
    expect(readVitestTally(join(folder, 'absent.json'))).toBeUndefined()
  })

  test('the sum is said in one line', () => {
    const one = { passed: 2, failed: 1, skipped: 0 }
    expect(closingLine(addTallies([one, one]))).toBe('4 passed, 2 failed')
  })
})
