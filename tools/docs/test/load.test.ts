import { expect, test } from 'vitest'
import { type LoadRun, withLoad } from '../src/load.ts'

const RUN: LoadRun = {
  store: 'Redis',
  seconds: 600,
  rotations: 9,
  deeds: [{ deed: 'login', done: 990, failed: 10, median: 12.34, slowest99: 99 }],
  faults: { 'wrong identity': 0, 'revived session': 2 },
  unexpected: ['login: why'],
  memory: { first: 1, last: 2, most: 3 },
}

test('the section tells what was found', () => {
  const page = withLoad('# Benchmarks\n\n## sso\n', [RUN])
  expect(page).toContain('| login | 990 | 10 | 12.3 | 99.0 |')
  expect(page).toContain('| revived session | 2 |')
  expect(page).toContain('| error rate, outages included | 1.00 % |')
  expect(page).toContain('| failures while everything ran | 1 |')
  expect(page.startsWith('# Benchmarks\n\n## sso\n')).toBe(true)
})

test('a new section takes the place of the old one, which stays where only rates are new', () => {
  const first = withLoad('# Benchmarks\n', [RUN])
  expect(withLoad(first, [RUN])).toBe(first)
  expect(withLoad('# Benchmarks\n', undefined, first)).toBe(first)
  expect(withLoad('# Benchmarks\n', undefined)).toBe('# Benchmarks\n')
})
