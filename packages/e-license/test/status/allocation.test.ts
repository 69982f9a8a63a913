import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allocateStatus,
  allocateStatusAmong,
  countFree,
  openStatusAllocation,
  parseStatusAllocation,
  type StatusAllocation,
  statusPlaceOf,
} from '../../src/status/index.ts'
import { createPermutation } from '../../src/status/permutation.ts'

const uri = 'https://status.example.gov.cn/1'

describe('a permutation', () => {
  test('gives every place once', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.integer({ min: 1, max: 600 }),
        (key, size) => {
          const permute = createPermutation(key, size)
          const found = new Set(Array.from({ length: size }, (_, place) => permute(place)))
          expect(found.size).toBe(size)
          for (const place of found) expect(place >= 0 && place < size && Number.isInteger(place)).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('is another one for another key', () => {
    const first = createPermutation(new Uint8Array(32), 1000)
    const second = createPermutation(new Uint8Array(32).fill(1), 1000)
    const same = Array.from({ length: 1000 }, (_, i) => first(i) === second(i)).filter(Boolean).length
    expect(same).toBeLessThan(20)
  })

  test('tells nothing of the order: neighbours are apart as chance has it', () => {
    const size = 2 ** 20
    const permute = createPermutation(new Uint8Array(32).fill(7), size)
    const places = Array.from({ length: 4000 }, (_, i) => permute(i))
    // The mean distance of two places taken by chance is a third of the size; its deviation here is under 1 %.
    const distances = places.slice(1).map((place, i) => Math.abs(place - (places[i] ?? 0)))
    const mean = distances.reduce((sum, each) => sum + each, 0) / distances.length / size
    expect(mean).toBeGreaterThan(0.3)
    expect(mean).toBeLessThan(0.37)
    // As many go up as go down, and the first are no lower than the last.
    const rising = places.slice(1).filter((place, i) => place > (places[i] ?? 0)).length
    expect(Math.abs(rising - 2000)).toBeLessThan(150)
    const half = (part: readonly number[]) => part.reduce((sum, each) => sum + each, 0) / part.length / size
    expect(Math.abs(half(places.slice(0, 2000)) - half(places.slice(2000)))).toBeLessThan(0.05)
  })

  test.each([-1, 10, 0.5])('has no place %d of ten', (place) => {
    expect(() => createPermutation(new Uint8Array(32), 10)(place)).toThrow(RangeError)
  })
})

describe('places of a list', () => {
  test('are each given once, until it is full', () => {
    let state = openStatusAllocation({ uri, size: 100 })
    const found = new Set<number>()
    for (let i = 0; i < 100; i++) {
      const { reference, state: next } = allocateStatus(state)
      expect(reference).toEqual(statusPlaceOf(state, i))
      expect(reference.uri).toBe(uri)
      found.add(reference.index)
      // Whatever is kept is read again as it was.
      state = parseStatusAllocation(JSON.stringify(next))
      expect(state).toEqual(next)
    }
    expect(found.size).toBe(100)
    expect(countFree([state])).toBe(0)
    expect(() => allocateStatus(state)).toThrow(expect.objectContaining({ code: 'ERR_STATUS_LIST_FULL' }))
  })

  test('are in another order in another list', () => {
    const [one, other] = [
      openStatusAllocation({ uri, size: 2 ** 20 }),
      openStatusAllocation({ uri, size: 2 ** 20 }),
    ]
    expect(one.key).not.toBe(other.key)
    expect(
      statusPlaceOf(one, 0).index === statusPlaceOf(other, 0).index &&
        statusPlaceOf(one, 1).index === statusPlaceOf(other, 1).index,
    ).toBe(false)
  })

  test('of several lists are taken from all of them, till all are full', () => {
    let lists: readonly StatusAllocation[] = ['a', 'b', 'c'].map((name) =>
      openStatusAllocation({ uri: `${uri}/${name}`, size: 40 }),
    )
    const found: string[] = []
    while (countFree(lists) > 0) {
      const { reference, state } = allocateStatusAmong(lists)
      found.push(`${reference.uri} ${reference.index}`)
      lists = state
    }
    expect(new Set(found).size).toBe(120)
    // A list that is full is not drawn while another has room; none is drawn to its end before the others.
    expect(new Set(found.slice(0, 60).map((each) => each.split(' ')[0])).size).toBe(3)
    expect(() => allocateStatusAmong(lists)).toThrow(
      expect.objectContaining({ code: 'ERR_STATUS_LIST_FULL' }),
    )
    expect(() => allocateStatusAmong([])).toThrow(expect.objectContaining({ code: 'ERR_STATUS_LIST_FULL' }))
  })

  const kept = openStatusAllocation({ uri, size: 100 })
  test.each<[string, unknown]>([
    ['JSON', '{'],
    ['JSON', '[]'],
    ['uri', { ...kept, uri: 'lists/1' }],
    ['uri', { ...kept, uri: 1 }],
    ['size', { ...kept, size: 0 }],
    ['size', { ...kept, size: '100' }],
    ['used', { ...kept, used: -1 }],
    ['used', { ...kept, used: 101 }],
    ['used', { ...kept, used: undefined }],
    ['key', { ...kept, key: 'AA' }],
    ['key', { ...kept, key: undefined }],
  ])('are not read from a record whose %s is bad: %j', (member, value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    expect(() => parseStatusAllocation(text)).toThrow(
      expect.objectContaining({ code: 'ERR_STATUS_LIST_ALLOCATION', facts: { member } }),
    )
  })

  test('the key stays out of the message', () => {
    const text = JSON.stringify({ ...kept, used: -1 })
    try {
      parseStatusAllocation(text)
    } catch (error) {
      expect(String(error)).not.toContain(kept.key)
    }
  })

  test.each([
    { uri: 'lists/1', size: 10 },
    { uri, size: 0 },
    { uri, size: 1.5 },
    { uri, size: 2 ** 31 },
  ])('a wrong call is told to who made it: %j', (options) =>
    expect(() => openStatusAllocation(options)).toThrow(/^(uri|size): /),
  )

  test('numbers are whole', () => {
    expect(() => statusPlaceOf(kept, -1)).toThrow(RangeError)
    expect(() => statusPlaceOf(kept, 100)).toThrow(expect.objectContaining({ code: 'ERR_STATUS_LIST_FULL' }))
  })
})
