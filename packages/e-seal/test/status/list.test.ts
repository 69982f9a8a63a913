import { encodeBase64Url, encodeHex, randomBytes } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  createSealStatusList,
  recordSeal,
  resumeSeal,
  revokeSeal,
  type SealRecord,
  signSealStatusList,
  suspendSeal,
} from '../../src/maker.ts'
import { encodeSealStatusList } from '../../src/status/encode.ts'
import { parseSealStatusList } from '../../src/status/index.ts'
import { hasSeal, openSeals, packSeals } from '../../src/status/list.ts'
import { parseSealStatusAnswerContent, parseSealStatusListContent } from '../../src/status/parse.ts'
import { anotherSeal, createStatusProvince, days, ISSUED, LIST, listOf, signingOf } from './office.ts'

const province = await createStatusProvince()
const { maker, seal } = province
const made = await Promise.all(['b', 'c', 'd', 'e'].map((id) => anotherSeal(province, id)))
const [plain, revoked, suspended, resumed, spare] = [seal, ...made].map((each) => recordSeal(each)) as [
  SealRecord,
  SealRecord,
  SealRecord,
  SealRecord,
  SealRecord,
]
const records = [
  plain,
  revokeSeal(revoked, { since: days(-9), reason: 'superseded', successor: 'z' }),
  suspendSeal(suspended, { since: days(-8) }),
  resumeSeal(suspendSeal(resumed, { since: days(-7) }), days(-6)),
]
const text = encodeSealStatusList(listOf([maker.certificate], records))

describe('a list', () => {
  test('says of each seal what its record says', async () => {
    const list = parseSealStatusList(
      await signSealStatusList(listOf([maker.certificate], records), signingOf(maker)),
    )
    expect(list).toMatchObject({ list: LIST, sequence: 5, issuedAt: ISSUED, nextUpdate: days(7, ISSUED) })
    expect(list.valid.size).toBe(1)
    expect(hasSeal(list.valid, plain.digest)).toBe(true)
    expect(hasSeal(list.valid, revoked.digest)).toBe(false)
    expect([...list.others.values()].map(({ id, status }) => [id, status.state])).toEqual([
      ['b', 'revoked'],
      ['c', 'suspended'],
      ['d', 'valid'],
    ])
    for (const { digest, status } of records.slice(1)) expect(list.others.get(digest)?.status).toEqual(status)
  })

  test('comes back the same from its text', () => {
    expect(encodeSealStatusList(parseSealStatusListContent(text))).toBe(text)
    const none = encodeSealStatusList(listOf([maker.certificate], []))
    expect(encodeSealStatusList(parseSealStatusListContent(none))).toBe(none)
  })

  test('tells of those that ran out that they did', () => {
    const issuedAt = new Date(seal.info.validTo.getTime() + 5000)
    const { valid, others } = listOf([maker.certificate], [plain], {
      issuedAt,
      nextUpdate: days(1, issuedAt),
    })
    expect(valid.size).toBe(0)
    expect(others.get(plain.digest)?.status.state).toBe('expired')
  })

  test('names the key of a maker once, whatever certificates it has', () => {
    expect(listOf([maker.certificate, maker.certificate], []).makers).toHaveLength(1)
  })

  test.each<[string, Parameters<typeof listOf>[2], readonly SealRecord[], unknown]>([
    ['a seal twice', {}, [plain, plain], { code: 'ERR_SEAL_STATUS_DUPLICATE' }],
    ['an identifier twice', {}, [plain, { ...spare, id: plain.id }], { code: 'ERR_SEAL_STATUS_DUPLICATE' }],
    [
      'a digest twice',
      {},
      [plain, { ...spare, digest: plain.digest }],
      { code: 'ERR_SEAL_STATUS_DUPLICATE' },
    ],
    ['no time to hold', { nextUpdate: ISSUED }, [], { name: 'RangeError' }],
    ['more than a month', { nextUpdate: days(32, ISSUED) }, [], { name: 'RangeError' }],
    ['a time that is none', { nextUpdate: new Date(Number.NaN) }, [], { name: 'RangeError' }],
    ['a number before 1', { sequence: 0 }, [], { code: 'ERR_STATEMENT_MEMBER' }],
    ['a name that is no address', { list: 'list' }, [], { code: 'ERR_STATEMENT_MEMBER' }],
    ['no maker', { makers: [] }, [], { code: 'ERR_STATEMENT_MEMBER' }],
  ])('is not made with %s', (_, change, seals, error) => {
    expect(() => listOf([maker.certificate], seals, change)).toThrow(expect.objectContaining(error))
  })
})

type Json = Record<string, unknown> & { seals: Record<string, unknown>[] }

describe('a text that is refused', () => {
  const changed = (change: (json: Json) => void): string => {
    const json = JSON.parse(text) as Json
    change(json)
    return JSON.stringify(json)
  }
  const entry = (change: Record<string, unknown>) =>
    changed(({ seals }) => {
      seals[0] = { ...seals[0], ...change }
    })
  test.each<[string, string, string]>([
    ['no JSON', '{', 'ERR_JSON_SYNTAX'],
    ['no object', '[]', 'ERR_JSON_SYNTAX'],
    ['a member twice', text.replace('"sequence"', '"list":"x:y","sequence"'), 'ERR_JSON_DUPLICATE'],
    ['another version', changed((json) => (json['version'] = 2)), 'ERR_STATEMENT_VERSION'],
    ['no version', changed((json) => delete json['version']), 'ERR_STATEMENT_VERSION'],
    ['an unknown member', changed((json) => (json['more'] = 1)), 'ERR_STATEMENT_MEMBER'],
    ['a number as text', changed((json) => (json['sequence'] = '5')), 'ERR_STATEMENT_MEMBER'],
    ['a number with a fraction', changed((json) => (json['sequence'] = 5.5)), 'ERR_STATEMENT_MEMBER'],
    [
      'a number beyond what is exact',
      changed((json) => (json['sequence'] = 2 ** 53)),
      'ERR_STATEMENT_MEMBER',
    ],
    [
      'a day that is none',
      changed((json) => (json['issuedAt'] = '2026-02-30T00:00:00Z')),
      'ERR_STATEMENT_MEMBER',
    ],
    [
      'a time without a zone',
      changed((json) => (json['issuedAt'] = '2026-02-03T00:00:00')),
      'ERR_STATEMENT_MEMBER',
    ],
    ['a maker that is no digest', changed((json) => (json['makers'] = ['x'])), 'ERR_STATEMENT_MEMBER'],
    [
      'a maker twice',
      changed((json) => (json['makers'] = [...(json['makers'] as []), ...(json['makers'] as [])])),
      'ERR_STATEMENT_MEMBER',
    ],
    [
      'seals that are not in order',
      changed(
        (json) =>
          (json['valid'] = encodeBase64Url(
            Uint8Array.of(...new Array(16).fill(1), ...new Array(16).fill(0)),
          )),
      ),
      'ERR_STATEMENT_MEMBER',
    ],
    ['half a seal', changed((json) => (json['valid'] = 'AAAA')), 'ERR_STATEMENT_MEMBER'],
    [
      'seals with bits left over',
      changed((json) => (json['valid'] = `${'A'.repeat(21)}B`)),
      'ERR_BYTES_BASE64',
    ],
    ['a seal that is valid and is not', entry({ digest: plain.digest }), 'ERR_SEAL_STATUS_DUPLICATE'],
    ['a seal twice', entry({ digest: suspended.digest }), 'ERR_SEAL_STATUS_DUPLICATE'],
    ['an identifier twice', entry({ id: 'c' }), 'ERR_SEAL_STATUS_DUPLICATE'],
    ['a status that is none', entry({ status: 'good' }), 'ERR_STATEMENT_MEMBER'],
    ['a withdrawal without a time', entry({ since: undefined }), 'ERR_STATEMENT_MEMBER'],
    [
      'a valid seal with a time',
      entry({ status: 'valid', reason: undefined, successor: undefined }),
      'ERR_STATEMENT_MEMBER',
    ],
    ['a reason that is a sentence', entry({ reason: 'Because.' }), 'ERR_STATEMENT_MEMBER'],
    ['a digest in capitals', entry({ digest: 'A'.repeat(64) }), 'ERR_STATEMENT_MEMBER'],
    ['an identifier that is too long', entry({ id: 'x'.repeat(201) }), 'ERR_STATEMENT_MEMBER'],
    ['no identifier', entry({ id: '' }), 'ERR_STATEMENT_MEMBER'],
    [
      'a suspension that ends before',
      entry({ suspensions: [{ from: '2026-02-03T00:00:00Z', until: '2026-02-03T00:00:00Z' }] }),
      'ERR_STATEMENT_MEMBER',
    ],
    ['an entry that is no object', changed(({ seals }) => seals.push('x' as never)), 'ERR_STATEMENT_MEMBER'],
    ['an unknown member of an entry', entry({ more: 1 }), 'ERR_STATEMENT_MEMBER'],
  ])('%s', (_, bad, code) => {
    expect(() => parseSealStatusListContent(bad)).toThrow(expect.objectContaining({ code }))
  })

  test('too many that are told of one by one', () => {
    const limits = { maxListBytes: 1e6, maxEntries: 2, maxAnswerBytes: 1e6 }
    expect(() => parseSealStatusListContent(text, limits)).toThrow(
      expect.objectContaining({ code: 'ERR_STATEMENT_MEMBER' }),
    )
  })

  test('an answer that says and does not say of a seal', () => {
    const { list, sequence, valid, ...rest } = JSON.parse(text) as Json
    expect(parseSealStatusAnswerContent(JSON.stringify({ ...rest, unknown: ['y'] }))).toMatchObject({
      unknown: ['y'],
    })
    expect(() => parseSealStatusAnswerContent(JSON.stringify({ ...rest, unknown: ['b'] }))).toThrow(
      expect.objectContaining({ code: 'ERR_SEAL_STATUS_DUPLICATE' }),
    )
  })

  test('anything: an error with a code, and nothing else', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: text.length - 1 }), (json, at) => {
        for (const bad of [
          json,
          text.slice(0, at) + text.slice(at + 1),
          text.slice(0, at) + json + text.slice(at),
        ]) {
          try {
            parseSealStatusListContent(bad)
          } catch (error) {
            expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_/) })
          }
        }
      }),
    )
  })
})

describe('many seals in little room', () => {
  const digests = fc.uniqueArray(fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeHex), {
    selector: (digest) => digest.slice(0, 32),
    maxLength: 50,
  })

  test('each of them is found, and no other', () => {
    fc.assert(
      fc.property(digests, fc.uint8Array({ minLength: 32, maxLength: 32 }).map(encodeHex), (all, other) => {
        const seals = packSeals(all)
        expect(seals.size).toBe(all.length)
        for (const digest of all) expect(hasSeal(seals, digest)).toBe(true)
        if (!all.some((digest) => digest.startsWith(other.slice(0, 32))))
          expect(hasSeal(seals, other)).toBe(false)
        expect(openSeals(seals.bytes)).toEqual(seals)
      }),
    )
  })

  test('one that is there twice is refused', () => {
    const digest = encodeHex(randomBytes(32))
    expect(() => packSeals([digest, digest])).toThrow(RangeError)
    const twice = packSeals([digest]).bytes
    expect(openSeals(new Uint8Array([...twice, ...twice]))).toBeUndefined()
  })

  test('100,000 of them take 34 characters each, and no more than a moment', async () => {
    const seals = Array.from(
      { length: 100_000 },
      (_, i): SealRecord => ({
        ...plain,
        id: `seal-${i}`,
        digest: encodeHex(randomBytes(32)),
      }),
    )
    const list = createSealStatusList({
      list: LIST,
      sequence: 1,
      issuedAt: ISSUED,
      nextUpdate: days(1, ISSUED),
      makers: [maker.certificate],
      seals: seals.map((record, i) => (i % 100 === 0 ? revokeSeal(record, { since: days(-9) }) : record)),
    })
    const jws = await signSealStatusList(list, signingOf(maker))
    expect(jws.length).toBeLessThan(100_000 * 34)
    const begin = performance.now()
    const read = parseSealStatusList(jws)
    expect(performance.now() - begin).toBeLessThan(5000)
    expect([read.valid.size, read.others.size]).toEqual([99_000, 1000])
    expect(hasSeal(read.valid, seals[1]?.digest ?? '')).toBe(true)
  })
})
