import { decodeBase64Url } from '@xinyin/core'
import { listTruth, readTruthJson, testTruth } from '@xinyin/testkit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changeStatuses,
  createStatusList,
  encodeState,
  type LicenceState,
  parseState,
  readStatus,
  STATE_VALUES,
  type StatusBits,
} from '../../src/status/index.ts'
import { listOf } from '../../src/status/list.ts'
import { inflate } from '../../src/status/zlib.ts'

interface Truth {
  readonly vectors: readonly { readonly file: string; readonly bits: StatusBits; readonly lst: string }[]
}

const truth =
  listTruth('sd-jwt').length > 0 ? readTruthJson<Truth>('sd-jwt/token-status-list.json') : undefined
const LONG = 2 ** 20

/** What the draft says is in its examples (4.2 and appendix E): values by their places; all others are 0. */
const STATED: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  'status_list_encoding_json.md': { ...[1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1] },
  'status_list_encoding2_json.md': { ...[1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3] },
  'status_list_encoding1_long_json.md': Object.fromEntries(
    [0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345].map((at) => [at, 1]),
  ),
  'status_list_encoding2_long_json.md': {
    0: 1,
    1993: 2,
    25460: 1,
    159495: 3,
    495669: 1,
    554353: 1,
    645645: 2,
    723232: 1,
    854545: 1,
    934534: 2,
    1000345: 3,
  },
  'status_list_encoding4_json.md': {
    0: 1,
    1993: 2,
    35460: 3,
    459495: 4,
    595669: 5,
    754353: 6,
    845645: 7,
    923232: 8,
    924445: 9,
    934534: 10,
    1004534: 11,
    1000345: 12,
    1030203: 13,
    1030204: 14,
    1030205: 15,
  },
}

describe('the lists of the draft', () => {
  testTruth('hold what it says that they hold, and nothing else', async () => {
    expect(truth?.vectors).toHaveLength(6)
    for (const { file, bits, lst } of truth?.vectors ?? []) {
      const list = listOf(bits, await inflate(decodeBase64Url(lst), LONG))
      const found: Record<number, number> = {}
      for (let at = 0; at < list.size; at++) {
        const value = readStatus(list, at)
        if (value !== 0) found[at] = value
      }
      const stated = STATED[file]
      if (stated === undefined) expect(new Set(Object.values(found)).size, file).toBe(255)
      else
        expect(found, file).toEqual(
          Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== 0)),
        )
      expect(list.size, file).toBe(file.includes('long') || bits >= 4 ? LONG : bits === 1 ? 16 : 12)
    }
  })
})

const bitsOf = fc.constantFrom<StatusBits>(1, 2, 4, 8)

describe('a list', () => {
  test('keeps each value at its place, and leaves the others alone', () => {
    const cases = bitsOf.chain((bits) =>
      fc.tuple(
        fc.constant(bits),
        fc.array(fc.tuple(fc.nat(99), fc.nat(2 ** bits - 1)), { maxLength: 60 }),
        fc.array(fc.tuple(fc.nat(99), fc.nat(2 ** bits - 1)), { maxLength: 60 }),
      ),
    )
    fc.assert(
      fc.property(cases, ([bits, first, second]) => {
        const before = changeStatuses(createStatusList({ bits, size: 100 }), first)
        const bytes = before.bytes.slice()
        const list = changeStatuses(before, second)
        expect(before.bytes).toEqual(bytes)
        const stated = new Map([...first, ...second])
        for (let at = 0; at < list.size; at++) expect(readStatus(list, at)).toBe(stated.get(at) ?? 0)
      }),
    )
  })

  test('is of whole octets', () => {
    expect(createStatusList({ bits: 1, size: 9 })).toMatchObject({ size: 16, bytes: new Uint8Array(2) })
    expect(createStatusList({ bits: 8, size: 9 })).toMatchObject({ size: 9, bytes: new Uint8Array(9) })
  })

  test.each([-1, 32, 1.5, Number.NaN, 2 ** 53])('has no place %d', (index) => {
    const list = createStatusList({ bits: 4, size: 32 })
    expect(() => readStatus(list, index)).toThrow(
      expect.objectContaining({ code: 'ERR_STATUS_LIST_INDEX', facts: { size: 32 } }),
    )
    expect(() => changeStatuses(list, [[index, 1]])).toThrow(RangeError)
  })

  test.each([-1, 16, 0.5])('takes no value %d in four bits', (value) => {
    expect(() => changeStatuses(createStatusList({ bits: 4, size: 32 }), [[0, value]])).toThrow(RangeError)
  })

  test.each([
    { bits: 3 as never, size: 1 },
    { bits: 1 as const, size: 0 },
    { bits: 1 as const, size: 2 ** 31 },
  ])('is not made of %j', (options) => expect(() => createStatusList(options)).toThrow(RangeError))
})

describe('a state', () => {
  const states = Object.keys(STATE_VALUES) as LicenceState[]

  test('has a value of its own in four bits and in eight', () => {
    expect(states).toHaveLength(8)
    expect(new Set(Object.values(STATE_VALUES)).size).toBe(8)
    for (const state of states)
      for (const bits of [4, 8] as const) expect(parseState(encodeState(state, bits))).toBe(state)
  })

  test('is valid, invalid and suspended as the draft says, and else of the values that it leaves to applications', () => {
    expect([STATE_VALUES.valid, STATE_VALUES.other, STATE_VALUES.withheld]).toEqual([0, 1, 2])
    const own = Object.values(STATE_VALUES).filter((value) => value > 2)
    expect(own.toSorted((a, b) => a - b)).toEqual([0x03, 0x0c, 0x0d, 0x0e, 0x0f])
  })

  test('is never valid in a list that is too narrow for it', () => {
    for (const state of states)
      for (const bits of [1, 2] as const)
        expect(encodeState(state, bits) === 0, `${state} in ${bits}`).toBe(state === 'valid')
  })

  test.each([0x04, 0x0b, 0x10, 0xff])('is not told by the value %d, which is kept for later', (value) => {
    expect(() => parseState(value)).toThrow(expect.objectContaining({ code: 'ERR_STATUS_LIST_VALUE' }))
  })

  test('is one of eight', () => {
    expect(() => encodeState('toString' as LicenceState, 4)).toThrow(TypeError)
    expect(() => encodeState('valid', 3 as StatusBits)).toThrow(RangeError)
  })
})
