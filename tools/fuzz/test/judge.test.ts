import { describe, expect, test } from 'vitest'
import type { Seed } from '../src/corpus.ts'
import { judge } from '../src/judge.ts'
import type { Outcome, Target } from '../src/target.ts'

const seed = (name: string, ...bytes: number[]): Seed => ({ name, bytes: Uint8Array.from(bytes) })
const from = seed('valid-one', 1, 2, 3)
const other = seed('two', 4, 5)
const corpus = [from, other]
const changed = Uint8Array.of(1, 2, 4)

const target = (take: () => Outcome): Target => ({ take, mutations: [] })

describe('what is a finding', () => {
  test('an error that is let through', async () => {
    const fails = target(() => {
      throw new TypeError('oops')
    })
    expect(await judge(fails, { bytes: changed, from, corpus })).toMatch(/^threw TypeError: oops/)
  })

  test('a changed input that passes', async () => {
    const passes = target(() => 'passed')
    expect(await judge(passes, { bytes: changed, from, corpus })).toBe(
      'passed, though it was changed from valid-one',
    )
  })

  test('a valid seed that is refused', async () => {
    const refuses = target(() => 'refused')
    expect(await judge(refuses, { bytes: from.bytes, from, corpus })).toBe('refused a valid seed')
  })

  // The processor's time, which on a busy machine takes many times as long by the clock.
  test('an input that takes longer than a second', { timeout: 120_000 }, async () => {
    const spent = () => {
      const { user, system } = process.cpuUsage()
      return user + system
    }
    const dawdles = target(() => {
      const end = spent() + 1_100_000
      while (spent() < end) for (let turn = 0; turn < 1e5; turn += 1);
      return 'read'
    })
    expect(await judge(dawdles, { bytes: changed, from, corpus })).toMatch(/^took \d+ ms$/)
  })
})

describe('what is none', () => {
  test.each<[string, Outcome, Uint8Array]>([
    ['a changed input that is refused', 'refused', changed],
    ['a changed input that is only read', 'read', changed],
    ['a seed that passes', 'passed', from.bytes],
    ['pieces of one seed that make up another', 'passed', other.bytes],
  ])('%s', async (_, outcome, bytes) => {
    expect(
      await judge(
        target(() => outcome),
        { bytes, from, corpus },
      ),
    ).toBeUndefined()
  })

  test('a changed input that says the same', async () => {
    const passes: Target = { ...target(() => 'passed'), sameMeaning: () => true }
    expect(await judge(passes, { bytes: changed, from, corpus })).toBeUndefined()
  })
})
