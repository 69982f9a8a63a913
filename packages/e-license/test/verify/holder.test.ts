import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import type { Holder } from '../../src/metadata/data.ts'
import { checkHolder } from '../../src/verify/holder.ts'
import { checkPresenter } from '../../src/verify/presenter.ts'

const person: Holder = { name: '买买提·吐尔逊', code: '11010519491231002X', codeType: '111' }
const company: Holder = { name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }
const given = { name: person.name, number: person.code }
const outcome = (holders: readonly Partial<Holder>[], claim = given) => {
  const check = checkHolder(holders, claim)
  const said = JSON.stringify(check) + explain(check, 'en') + explain(check, 'zh-CN')
  for (const secret of [person.name, person.code, claim.name, claim.number])
    expect(said).not.toContain(secret)
  return `${check.status} ${check.code ?? ''}`.trim()
}
const OTHER = 'failed ERR_LICENCE_HOLDER'
const OPEN = 'indeterminate ERR_LICENCE_HOLDER_WITHHELD'

describe('licence.holder', () => {
  test('passes for a holder, whichever of several', () => {
    expect(outcome([person])).toBe('passed')
    expect(outcome([company, person])).toBe('passed')
    expect(outcome([person, company])).toBe('passed')
    expect(outcome([person, { name: person.name }])).toBe('passed')
    expect(outcome([company], { name: company.name, number: company.code })).toBe('passed')
  })

  test.each([
    ['small x', { ...given, number: '11010519491231002x' }],
    ['full-width digits', { ...given, number: '１１０１０５１９４９１２３１００２Ｘ' }],
    ['blanks', { name: ' 买买提 · 吐尔逊', number: ' 110105 19491231 002X ' }],
    ['another dot', { ...given, name: '买买提•吐尔逊' }],
    ['the dot of a Japanese keyboard', { ...given, name: '买买提・吐尔逊' }],
    ['a full stop', { ...given, name: '买买提.吐尔逊' }],
  ])('%s is the same person', (_, claim) => {
    expect(outcome([person], claim)).toBe('passed')
  })

  test('small letters in a name are as capitals', () => {
    const foreign = { name: 'Ａcme (China) Ltd.', code: person.code }
    expect(outcome([foreign], { ...given, name: 'ACME（CHINA）LTD.' })).toBe('passed')
  })

  test.each([
    ['another name', { ...given, name: '买买提' }],
    ['another number', { ...given, number: '110105194912310039' }],
    ['a part of the number', { ...given, number: person.code.slice(0, 17) }],
    ['a masked number that was given', { ...given, number: '110105********002X' }],
    ['a masked name that was given', { ...given, name: '买买提****' }],
  ])('%s is another one', (_, claim) => {
    expect(outcome([person], claim)).toBe(OTHER)
  })

  test('name and number have to be those of one holder', () => {
    expect(outcome([person, company], { name: person.name, number: company.code })).toBe(OTHER)
  })

  test('what is not shown leaves it open, but what is shown may decide', () => {
    expect(outcome([{ name: person.name }])).toBe(OPEN)
    expect(outcome([{ code: person.code }])).toBe(OPEN)
    expect(outcome([{}])).toBe(OPEN)
    expect(outcome([])).toBe(OPEN)
    expect(outcome([{ name: '甲' }])).toBe(OTHER)
    expect(outcome([{ name: '甲' }, { name: person.name }])).toBe(OPEN)
    expect(outcome([{ name: person.name }, { name: '甲' }])).toBe(OPEN)
    expect(outcome([{ name: person.name }, person])).toBe('passed')
  })

  test('a masked number leaves it open where the rest fits', () => {
    expect(outcome([{ ...person, code: '110105********002X' }])).toBe(OPEN)
    expect(outcome([{ ...person, code: '110105********003X' }])).toBe(OTHER)
    expect(outcome([{ ...person, code: '*****************X*' }])).toBe(OTHER)
    expect(outcome([{ ...person, name: '买买提＊＊＊＊' }])).toBe(OPEN)
    // One character in place of several, or several in place of one, hides how long it is: nothing fits then.
    expect(outcome([{ ...person, code: '110105*002X' }])).toBe(OTHER)
    expect(outcome([{ ...person, code: `${person.code}*` }])).toBe(OTHER)
  })

  test('nobody to compare with', async () => {
    expect(checkPresenter([person], undefined, false)).toMatchObject({
      status: 'skipped',
      facts: { because: 'holder' },
    })
    expect(checkPresenter([person], undefined, true)).toMatchObject({
      status: 'passed',
      facts: { by: 'key-binding' },
    })
    // Who proves to hold the key is not yet the person that somebody named.
    expect((await checkPresenter([company], given, true)).status).toBe('failed')
  })

  test.each([
    { name: '', number: '1' },
    { name: '甲', number: ' \u3000' },
  ])('%j is a wrong call', (claim) => {
    expect(() => checkHolder([person], claim)).toThrow(TypeError)
  })

  test('no other number passes, however like', () => {
    const digits = fc.tuple(fc.nat({ max: 17 }), fc.constantFrom(...'0123456789X'))
    fc.assert(
      fc.property(digits, ([at, digit]) => {
        const number = person.code.slice(0, at) + digit + person.code.slice(at + 1)
        expect(outcome([person], { ...given, number })).toBe(number === person.code ? 'passed' : OTHER)
      }),
    )
  })
})
