import { expect, test } from 'vitest'
import { createLru } from '../../src/crypto/lru.ts'

const octets = (n: number) => Uint8Array.of(n, n + 1, n + 2)

/** Counts how often each value is made. */
function createCounted(limit: number) {
  const lru = createLru<{ readonly n: number }>(limit)
  const made: number[] = []
  const get = (n: number) =>
    lru.get(octets(n), () => {
      made.push(n)
      return { n }
    })
  return { get, made }
}

test('what is kept is made once', () => {
  const { get, made } = createCounted(2)
  expect(get(1)).toBe(get(1))
  expect(made).toEqual([1])
})

test('what was not asked for since is dropped first', () => {
  const { get, made } = createCounted(3)
  for (const n of [1, 2, 3, 1, 4]) get(n)
  expect(made).toEqual([1, 2, 3, 4])
  for (const n of [1, 3, 4]) get(n)
  expect(made).toEqual([1, 2, 3, 4])
  get(2)
  expect(made).toEqual([1, 2, 3, 4, 2])
})

test('where all were asked for, the oldest is dropped', () => {
  const { get, made } = createCounted(2)
  for (const n of [1, 2, 1, 2, 3, 2]) get(n)
  expect(made).toEqual([1, 2, 3])
  get(1)
  expect(made).toEqual([1, 2, 3, 1])
})

test('octets with the hash of others are not taken for them', () => {
  const lru = createLru<{ readonly name: string }>(4)
  // 31 · 1 + 31 = 31 · 2 + 0
  const [a, b] = [Uint8Array.of(1, 31), Uint8Array.of(2, 0)]
  expect(lru.get(a, () => ({ name: 'a' })).name).toBe('a')
  expect(lru.get(b, () => ({ name: 'b' })).name).toBe('b')
  expect(lru.get(a, () => ({ name: 'again' })).name).toBe('again')
})

test('a value into which somebody wrote is not found', () => {
  const lru = createLru<{ readonly spki: Uint8Array }>(4, ({ spki }) => spki)
  const kept = lru.get(octets(1), () => ({ spki: octets(1) }))
  kept.spki[0] = 9
  expect(lru.get(octets(1), () => ({ spki: octets(1) }))).not.toBe(kept)
})

test('what throws is thrown on, and not kept', () => {
  const lru = createLru<{ readonly n: number }>(2)
  const fail = () => {
    throw new RangeError('none')
  }
  expect(() => lru.get(octets(1), fail)).toThrow(RangeError)
  expect(lru.get(octets(1), () => ({ n: 2 })).n).toBe(2)
})

test('what is only looked for is not made, and is in use', () => {
  const lru = createLru<{ readonly n: number }>(2)
  expect(lru.find(octets(1))).toBeUndefined()
  const kept = lru.get(octets(1), () => ({ n: 1 }))
  lru.get(octets(2), () => ({ n: 2 }))
  expect(lru.find(octets(1))).toBe(kept)
  lru.get(octets(3), () => ({ n: 3 }))
  expect([1, 2, 3].map((n) => lru.find(octets(n))?.n)).toEqual([1, undefined, 3])
})

test.each([
  [1, true],
  [4, false],
])('with each %i-th octet, long ones that differ in one are kept side by side: %s', (stride, areBoth) => {
  const lru = createLru<{ readonly octets: Uint8Array }>(4, (value) => value.octets, stride)
  const [a, b] = [new Uint8Array(80), new Uint8Array(80).with(1, 1)]
  for (const one of [a, b]) lru.get(one, () => ({ octets: one }))
  expect(lru.find(b)?.octets).toBe(b)
  expect(lru.find(a)?.octets).toBe(areBoth ? a : undefined)
})
