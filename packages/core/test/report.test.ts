import { expect, test } from 'vitest'
import { CoreError, render } from '../src/errors.ts'
import {
  createExplain,
  createReport,
  decidingCheck,
  failed,
  failedBy,
  indeterminate,
  passed,
  skipped,
  verdictOf,
} from '../src/report.ts'

const ok = passed('a.first')
const bad = failed('a.second', 'ERR_A', { found: 3 })
const open = indeterminate('a.third', 'ERR_B')
const left = skipped('a.fourth', 'a.second')

test.each([
  ['nothing at all', [], 'indeterminate'],
  ['only skipped', [left], 'indeterminate'],
  ['passed', [ok], 'passed'],
  ['passed and skipped', [ok, left], 'passed'],
  ['one open', [ok, open, left], 'indeterminate'],
  ['one without a status', [ok, Promise.resolve(bad) as never], 'indeterminate'],
  ['one failed', [ok, open, bad, left], 'failed'],
])('%s: %#', (_, checks, verdict) => {
  expect(verdictOf(checks)).toBe(verdict)
  expect(createReport(checks, 'x')).toEqual({ verdict, checks, subject: 'x' })
})

test('the first failed check decides, then the first open one', () => {
  expect(decidingCheck(createReport([ok, open, bad], undefined))).toBe(bad)
  expect(decidingCheck(createReport([ok, open], undefined))).toBe(open)
  expect(decidingCheck(createReport([ok, left], undefined))).toBeUndefined()
})

test('an error of the data becomes a check, a fault of ours does not', () => {
  const error = new CoreError('ERR_DER_TRAILING', { found: 2 })
  expect(failedBy('x', error)).toEqual({
    id: 'x',
    status: 'failed',
    code: 'ERR_DER_TRAILING',
    facts: { found: 2 },
  })
  expect(() => failedBy('x', new TypeError('ours'))).toThrow(TypeError)
})

const explain = createExplain(
  { checks: { 'a.first': { en: 'First', 'zh-CN': '第一' } }, codes: {} },
  {
    checks: { 'a.second': { en: 'Second', 'zh-CN': '第二' } },
    codes: { ERR_A: { en: 'Found {found}.', 'zh-CN': '有 {found} 个。' } },
    absences: { stamp: { en: 'no stamp', 'zh-CN': '没有时间戳' } },
  },
)

test('checks are said in both languages, with their facts', () => {
  expect(explain(bad, 'en')).toBe('Second: failed. Found 3.')
  expect(explain(bad, 'zh-CN')).toBe('第二：未通过。有 3 个。')
  expect(explain(createReport([ok, bad], undefined), 'en')).toBe('Second: failed. Found 3.')
})

test('what no vocabulary has is said by its name, whatever that is', () => {
  expect(explain(failed('constructor', 'toString'), 'en')).toBe('constructor: failed')
  expect(explain(skipped('valueOf', 'constructor'), 'en')).toBe('valueOf: not checked (constructor)')
})

test('of two sentences for one name the last is said', () => {
  const said = createExplain(
    { checks: { a: { en: 'Lower', 'zh-CN': '下' } }, codes: {} },
    { checks: { a: { en: 'Upper', 'zh-CN': '上' } }, codes: {} },
  )
  expect(said(passed('a'), 'zh-CN')).toBe('上：通过')
})

test('what was not made is said, and why', () => {
  expect(explain(createReport([ok, skipped('a.second', 'stamp')], undefined), 'en')).toBe(
    '1 check passed; not made: Second.',
  )
  expect(explain(left, 'en')).toBe('a.fourth: not checked (depends on: Second)')
  expect(explain(skipped('a.first', 'stamp'), 'zh-CN')).toBe('第一：未检查（没有时间戳）')
  expect(explain(skipped('a.first', 'something'), 'en')).toBe('First: not checked (something)')
})

test('what many checks lack is said once', () => {
  const without = (...names: readonly string[]) => names.map((name) => skipped(`b.${name}`, 'stamp'))
  const three = createReport([ok, ...without('1', '2', '3'), ...without('3')], undefined)
  expect(explain(three, 'en')).toBe('1 check passed; not made: b.1, b.2, b.3.')
  const four = createReport(
    [ok, ...without('1', '2', '3', '4', '4'), skipped('a.second', 'other')],
    undefined,
  )
  expect(explain(four, 'en')).toBe('1 check passed; not made: no stamp (4 checks), Second.')
  expect(explain(four, 'zh-CN')).toBe('1 项检查通过；未检查：没有时间戳（4 项）、第二。')
  const unnamed = createReport(
    [ok, ...'1234'.split('').map((name) => skipped(`b.${name}`, 'other'))],
    undefined,
  )
  expect(explain(unnamed, 'en')).toBe('1 check passed; not made: b.1, b.2, b.3, b.4.')
})

test('a fact that is absent leaves its name, and a fact is put in as it is', () => {
  expect(render({ en: '{a} {b} {toString}', 'zh-CN': '' }, 'en', { a: '$& {b}' })).toBe(
    '$& {b} {b} {toString}',
  )
})
