import { encodeUtf8 } from '@xinyin/core'
import { canonicalizeJson, type JsonObject, type JsonValue } from '@xinyin/core/json'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  inspectSealedData,
  inspectSealedJson,
  type JsonSealing,
  type SealedJsonOptions,
  sealData,
  sealJson,
  verifySealedJson,
} from '../../../src/carriers/data/index.ts'
import { CMS, EACH, JWS, OPTIONS, reason, refusals, SES } from './office.ts'

const PERMIT: JsonObject = {
  permit: '330100202600017',
  holder: '示例公司',
  area: 1280.5,
  floors: [1, 2, 3],
  valid: true,
  note: null,
  parts: { b: 1, a: { z: [] } },
}

const inspect = (json: string | Uint8Array | JsonObject, options: Partial<SealedJsonOptions> = {}) =>
  inspectSealedJson(json, { ...OPTIONS, ...options })

const seal = (value: JsonObject, options: Partial<JsonSealing> = {}) =>
  sealJson(value, { ...JWS, ...options } as JsonSealing)

/** A sealed text with another in place of a part of it. */
async function tampered(part: string, other: string, value: JsonObject = PERMIT): Promise<string> {
  const text = JSON.stringify(await seal(value))
  expect(text).toContain(part)
  return text.replace(part, other)
}

describe.each(EACH)('%s', (form, { mediaType: _, ...sealing }) => {
  test('is sealed inside, and comes out as it was', async () => {
    const sealed = await sealJson(PERMIT, sealing as JsonSealing)
    expect(Object.keys(sealed).at(-1)).toBe('seal')
    expect(sealed).toMatchObject({ ...PERMIT, seal: { form } })
    for (const json of [JSON.stringify(sealed), encodeUtf8(JSON.stringify(sealed)), sealed]) {
      const report = await inspect(json)
      expect(refusals(report)).toEqual([])
      expect(report.verdict).toBe('passed')
      expect(report.subject?.value).toEqual(PERMIT)
      expect(report.subject?.description).toEqual({ mediaType: 'application/json' })
    }
  })

  test('may be written in another way that means the same', async () => {
    const sealed = await sealJson({ b: 1.5, a: '€', c: [100] }, sealing as JsonSealing)
    const { value } = sealed['seal'] as { value: string }
    const text = ` {"seal" : {"value":"${value}", "form":"${form}"},\n"c":[1e2], "\\u0061":"\\u20ac","b":1.50} `
    const report = await inspect(text)
    expect(report.verdict).toBe('passed')
    expect(report.subject?.value).toEqual({ a: '€', b: 1.5, c: [100] })
  })
})

test('the seal goes where the parties say', async () => {
  const sealed = await seal(PERMIT, { member: '签章', name: 'permit' })
  expect(Object.keys(sealed).at(-1)).toBe('签章')
  const { value, description } = await verifySealedJson(JSON.stringify(sealed), {
    ...OPTIONS,
    member: '签章',
    expect: { name: 'permit', forms: ['jws'] },
  })
  expect(value).toEqual(PERMIT)
  expect(description).toEqual({ name: 'permit', mediaType: 'application/json' })
  expect(refusals(await inspect(JSON.stringify(sealed)))).toEqual(['data.json'])
})

test('a seal that stands apart is one over the canonical form', async () => {
  const value = await sealData(encodeUtf8(canonicalizeJson(PERMIT)), {
    ...JWS,
    mediaType: 'application/json',
  })
  const sealed = { ...PERMIT, seal: { form: 'jws', value } }
  expect((await inspect(sealed)).verdict).toBe('passed')
})

test('whatever JSON can say is sealed and verified, and no other value under its seal', async () => {
  const values = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { maxKeys: 6 })
  await fc.assert(
    fc.asyncProperty(values, fc.string(), fc.jsonValue(), async (value, name, other) => {
      fc.pre(name !== 'seal' && name !== '__proto__' && !Object.hasOwn(value, 'seal'))
      fc.pre(!JSON.stringify([value, name, other]).includes('__proto__'))
      const sealed = await seal(value as JsonObject)
      const report = await inspect(JSON.stringify(sealed))
      expect(report.verdict).toBe('passed')
      expect(report.subject?.value).toEqual(JSON.parse(JSON.stringify(value)))
      const changed = { ...sealed, [name]: other as JsonValue }
      const before = canonicalizeJson(sealed)
      fc.pre(canonicalizeJson(changed) !== before)
      expect((await inspect(JSON.stringify(changed))).verdict).toBe('failed')
    }),
    { numRuns: 50 },
  )
})

describe('attacks', () => {
  test.each([
    ['a value changed', '1280.5', '9280.5'],
    ['a number as text', '1280.5', '"1280.5"'],
    ['a member renamed', '"area"', '"Area"'],
    ['a member added', '{"area"', '{"admin":true,"area"'],
    ['an item moved', '[1,2,3]', '[1,3,2]'],
    ['an item doubled', '[1,2,3]', '[1,2,2,3]'],
    ['null for nothing', '"note":null,', ''],
    ['a member moved down', '"z":[]', '"z":[{}]'],
  ])('%s is refused', async (_, part, other) => {
    const report = await inspect(await tampered(part, other))
    expect(refusals(report)).toEqual(['signature.data-hash'])
  })

  test.each([
    ['a member twice, the good one first', '{"area"', '{"area":1280.5,"area"', 'ERR_JSON_DUPLICATE'],
    ['a member twice, escaped', '{"area"', '{"\\u0061rea":9,"area"', 'ERR_JSON_DUPLICATE'],
    ['a member twice, far down', '"z":[]', '"z":[],"z":[]', 'ERR_JSON_DUPLICATE'],
    ['a second seal', '"seal":', '"seal":{},"seal":', 'ERR_JSON_DUPLICATE'],
    ['a prototype', '{"area"', '{"__proto__":{"admin":true},"area"', 'ERR_JSON_MEMBER'],
    ['a prototype, escaped', '{"area"', '{"__proto\\u005f_":{"admin":true},"area"', 'ERR_JSON_MEMBER'],
    ['a number with digits that get lost', '1280.5', '1280.50000000000000001', 'ERR_JSON_NUMBER'],
    ['a number that is infinite', '1280.5', '1e400', 'ERR_JSON_NUMBER'],
    ['a number that is almost 0', '1280.5', '1e-400', 'ERR_JSON_NUMBER'],
    ['half a character', '示例公司', '\\ud800', 'ERR_JSON_TEXT'],
    ['a comment', '{"area"', '{/**/"area"', 'ERR_JSON_SYNTAX'],
    ['NaN', '1280.5', 'NaN', 'ERR_JSON_SYNTAX'],
    ['a plus sign', '1280.5', '+1280.5', 'ERR_JSON_SYNTAX'],
    ['a number from 0', '1280.5', '01280.5', 'ERR_JSON_SYNTAX'],
    ['a control character', '示例公司', 'a\u0001', 'ERR_JSON_SYNTAX'],
  ])('%s is told', async (_, part, other, code) => {
    const report = await inspect(await tampered(part, other))
    expect(reason(report, 'data.json')).toBe(code)
    expect(refusals(report)).toEqual(['data.json'])
  })

  test('the same characters in another normalization are others', async () => {
    const report = await inspect(await tampered('caf\u00e9', 'cafe\u0301', { name: 'caf\u00e9' }))
    expect(refusals(report)).toEqual(['signature.data-hash'])
  })

  test.each([
    ['text behind it', (text: string) => `${text}{}`, 'ERR_JSON_SYNTAX'],
    ['a byte order mark', (text: string) => `\ufeff${text}`, 'ERR_JSON_SYNTAX'],
    [
      'deep nesting',
      (text: string) => `{"deep":${'['.repeat(1e6)}${']'.repeat(1e6)},${text.slice(1)}`,
      'ERR_JSON_DEPTH',
    ],
    ['sixteen megabytes', (text: string) => `${' '.repeat(17_000_000)}${text}`, 'ERR_DATA_LIMIT'],
    ['a list around it', (text: string) => `[${text}]`, 'ERR_DATA_NO_SEAL'],
  ])('%s is refused', async (_, change, code) => {
    const text = change(JSON.stringify(await seal(PERMIT)))
    const report = await inspect(text)
    expect(reason(report, 'data.json')).toBe(code)
    expect(refusals(report)).toEqual(['data.json'])
  })

  test('octets that are no UTF-8 are refused', async () => {
    const text = encodeUtf8(JSON.stringify(await seal(PERMIT)))
    const report = await inspect(text.with(12, 0xff))
    expect(reason(report, 'data.json')).toBe('ERR_BYTES_UTF8')
  })

  test.each([
    ['no seal', undefined],
    ['nothing', null],
    ['text', 'eyJ'],
    ['a list', []],
    ['no value', { form: 'jws' }],
    ['no form', { value: 'eyJ' }],
    ['another form', { form: 'pdf', value: 'eyJ' }],
    ['more in it', { form: 'jws', value: 'eyJ', unsigned: 1 }],
    ['a value that is no text', { form: 'jws', value: 1 }],
  ])('%s in the place of the seal is refused', async (_, other) => {
    const text = JSON.stringify({ ...PERMIT, seal: other })
    const report = await inspect(text)
    expect(reason(report, 'data.json')).toBe('ERR_DATA_NO_SEAL')
    expect(report.subject).toBeUndefined()
  })

  test('a seal whose form is not what it says is refused', async () => {
    const jws = (await seal(PERMIT))['seal'] as { value: string }
    const cms = (await sealJson(PERMIT, CMS as JsonSealing))['seal'] as { value: string }
    const wrong = [
      { form: 'ses', value: cms.value },
      { form: 'cms', value: btoa(jws.value) },
      { form: 'jws', value: cms.value },
    ]
    for (const other of wrong) {
      const report = await inspect({ ...PERMIT, seal: other }, { expect: { forms: ['cms', 'jws'] } })
      expect(reason(report, 'data.json')).toBe('ERR_DATA_FORM_EXPECTED')
    }
    const spaced = { form: 'cms', value: `${cms.value.slice(0, 8)}\n${cms.value.slice(8)}` }
    expect(reason(await inspect({ ...PERMIT, seal: spaced }), 'data.json')).toBe('ERR_BYTES_BASE64')
    const long = { form: 'jws', value: 'ey'.padEnd(17 * 1024 * 1024, 'A') }
    const limits = { maxBytes: 64 * 1024 * 1024 }
    expect(reason(await inspect({ seal: long }, { limits }), 'data.json')).toBe('ERR_DATA_LIMIT')
  })

  test('the seal of another object is refused', async () => {
    const other = await seal({ ...PERMIT, area: 1 })
    expect(refusals(await inspect({ ...PERMIT, seal: other['seal'] ?? null }))).toEqual([
      'signature.data-hash',
    ])
  })

  test('a seal over other data that happens to be this text is refused', async () => {
    const content = encodeUtf8(canonicalizeJson(PERMIT))
    const value = await sealData(content, { ...JWS, mediaType: 'text/plain' })
    expect((await inspectSealedData(content, value, OPTIONS)).verdict).toBe('passed')
    const report = await inspect({ ...PERMIT, seal: { form: 'jws', value } })
    expect(refusals(report)).toEqual(['data.description'])
  })

  test('a form that is not asked for is refused', async () => {
    const report = await inspect(await seal(PERMIT), { expect: { forms: ['ses'] } })
    expect(refusals(report)).toEqual(['data.form'])
  })

  test('what comes out is what was sealed, not what the caller changed since', async () => {
    const sealed = await sealJson({ a: 1 }, SES as JsonSealing)
    const mine = { ...sealed, list: [] as number[] }
    expect((await inspect(mine)).verdict).toBe('failed')
    const good: Record<string, JsonValue> = { ...sealed }
    const report = await inspect(good)
    good['a'] = 2
    expect(report.subject?.value).toEqual({ a: 1 })
  })

  test('limits can be drawn closer', async () => {
    const text = JSON.stringify(await seal({ a: [[1]] }))
    expect(reason(await inspect(text, { limits: { maxDepth: 2 } }), 'data.json')).toBe('ERR_JSON_DEPTH')
    expect(reason(await inspect(text, { limits: { maxBytes: 20 } }), 'data.json')).toBe('ERR_DATA_LIMIT')
  })
})

test.each([
  ['undefined', { a: undefined }, TypeError],
  ['a date', { a: new Date(0) }, TypeError],
  ['a list', [1], TypeError],
  ['text', '{}', TypeError],
  ['a seal already', { seal: 1 }, /already/],
])('%s is not sealed', async (_, value, error) => {
  await expect(seal(value as never)).rejects.toThrow(error)
})

test.each(['', '__proto__', 1])('%j is no member for a seal', async (member) => {
  await expect(seal(PERMIT, { member } as never)).rejects.toThrow(TypeError)
})

test('verifySealedJson throws the check that decides', async () => {
  await expect(verifySealedJson(await tampered('1280.5', '1'), OPTIONS)).rejects.toMatchObject({
    code: 'ERR_SIGNATURE_DATA_HASH',
  })
  await expect(verifySealedJson('{}', OPTIONS)).rejects.toMatchObject({ code: 'ERR_DATA_NO_SEAL' })
})
