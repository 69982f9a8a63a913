import { describe, expect, test } from 'vitest'
import { findSites, takeOut } from '../src/sites.ts'

const without = (text: string, answersFalse = false) =>
  findSites('file.ts', text, answersFalse).map((site) => takeOut(text, site))

describe('checks that can be taken out', () => {
  test('a failed or indeterminate check passes instead', () => {
    expect(without(`return ok ? passed(ID) : failed(ID, 'ERR_A', { a })`)).toEqual([
      `return ok ? passed(ID) : ({ id: ID, status: 'passed', facts: {} })`,
    ])
    expect(without(`const check = indeterminate('a.b', 'ERR_B')`)).toEqual([
      `const check = ({ id: 'a.b', status: 'passed', facts: {} })`,
    ])
  })

  test('a coded error is not thrown', () => {
    expect(without(`if (bad) throw new CoreError('ERR_A')`)).toEqual(['if (bad) {}'])
  })

  test('nor one made by a function that only makes errors', () => {
    const makers = [
      `function malformed(line: number): CoreError { return new CoreError('ERR_A', { line }) }\n`,
      `const malformed = (line: number) => new CoreError('ERR_A', { line })\n`,
      `const malformed = (line: number) => cmsError('ERR_A', { line })\n`,
    ]
    for (const maker of makers) {
      expect(without(`${maker}if (bad) throw malformed(1)`)).toEqual([`${maker}if (bad) {}`])
    }
  })

  test('nor one of an area, which its codes make', () => {
    expect(without(`if (bad) throw keysError('ERR_A')`)).toEqual(['if (bad) {}'])
  })

  test('an answer of false counts where functions judge signatures, and nowhere else', () => {
    const text = 'if (r === 0n) return false'
    expect(without(text)).toEqual([])
    expect(without(text, true)).toEqual(['if (r === 0n) {}'])
  })

  test.each([
    [`throw new TypeError('key: expected …')`],
    [`throw new RangeError('at: not a time')`],
    ['throw error'],
    ['return passed(ID)'],
  ])('%s is no check', (text) => {
    expect(without(text)).toEqual([])
  })
})
