import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createAhead } from '../../src/token/ahead.ts'

const GOOD = 20

function createCounted() {
  let now = 1000
  const made: number[] = []
  const fail = new Set<number>()
  const take = createAhead(
    async () => {
      const nth = made.push(now)
      if (fail.has(nth)) throw new Error(`number ${nth}`)
      return nth
    },
    GOOD,
    () => now,
  )
  return {
    made,
    fail,
    take,
    /** Takes one after some seconds, and lets what follows be done. */
    async after(seconds: number) {
      now += seconds
      const taken = await take()
      await turn()
      await turn()
      return taken
    },
  }
}

test('who is asked again soon has the next one ready, and gives none out twice', async () => {
  const { after, made } = createCounted()
  expect([await after(0), await after(1), await after(1), await after(GOOD)]).toEqual([1, 2, 3, 4])
  expect(made).toEqual([1000, 1001, 1001, 1002, 1022])
})

test('where somebody asks now and then, nothing is made that nobody takes', async () => {
  const { after, made } = createCounted()
  for (let i = 0; i < 4; i++) await after(GOOD + 1)
  expect(made).toHaveLength(4)
})

test('what has lain too long is not given out', async () => {
  const { after } = createCounted()
  await after(0)
  await after(1)
  expect(await after(GOOD + 1)).toBe(4)
})

test('nor what a clock that was set back calls to come', async () => {
  const { after } = createCounted()
  await after(0)
  await after(1)
  expect(await after(-1)).toBe(4)
})

test('several at once get one each, and leave one for the next', async () => {
  const { after, take, made } = createCounted()
  await after(0)
  await after(1)
  const taken = await Promise.all([take(), take(), take()])
  expect(new Set(taken).size).toBe(3)
  expect(made).toHaveLength(5)
  await turn()
  await turn()
  expect(made).toHaveLength(6)
})

test('what failed before anybody asked is tried again, and troubles nobody', async () => {
  const { after, fail, made } = createCounted()
  fail.add(3)
  await after(0)
  await after(1)
  expect(made).toHaveLength(3)
  expect(await after(1)).toBe(4)
})

test('what never comes to an end holds up nobody who asks later', async () => {
  let made = 0
  const take = createAhead(
    async () => {
      made += 1
      return made === 3 ? await new Promise<number>(() => {}) : made
    },
    GOOD,
    () => 1000,
  )
  for (const expected of [1, 2, 4, 5]) {
    expect(await take()).toBe(expected)
    await turn()
    await turn()
  }
})

test('what fails when it is asked for is told', async () => {
  const { after, fail } = createCounted()
  fail.add(1)
  await expect(after(0)).rejects.toThrow('number 1')
})
