import { transpile } from 'typescript'
import { describe, expect, test } from 'vitest'
import { findSites, withSwitches } from '../src/sites.ts'

/** Each check is in a switch: with the switch off, the rest is what stays. */
const without = (text: string, answersFalse = false) =>
  findSites('file.ts', text, answersFalse).map((site) =>
    withSwitches(text, new Map([[7, site]]))
      .replace(/\{ if \(globalThis\.xinyinStands\?\.\(7\) \?\? true\) .* \}/, '{}')
      .replace(/\(\(globalThis\.xinyinStands\?\.\(7\) \?\? true\) \? .* : (\(.*\))\)/, '$1'),
  )

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

  test('switches stand within each other', () => {
    const text = `const judge = () => worse(failed('a', 'ERR_A', { by: failed('b', 'ERR_B') }), failed('c', 'ERR_C'))`
    const sites = new Map(findSites('file.ts', text, false).entries())
    expect(sites.size).toBe(3)
    const switched = transpile(withSwitches(text, sites), { target: 99 })
    const judged = (out: number | undefined) =>
      Function(
        'worse',
        'failed',
        'globalThis',
        `${switched}; return judge()`,
      )(
        (...checks: { id: string; status?: string }[]) => checks.map(({ id, status }) => `${id} ${status}`),
        (id: string) => ({ id, status: 'failed' }),
        { xinyinStands: (number: number) => number !== out },
      )
    expect(judged(undefined)).toEqual(['a failed', 'c failed'])
    expect(judged(0)).toEqual(['a passed', 'c failed'])
    expect(judged(2)).toEqual(['a failed', 'c passed'])
  })

  test('an else stays with its if', () => {
    const text = `const judge = (bad) => { if (bad) throw new CoreError('ERR_A'); else return 'good' }`
    const switched = withSwitches(text, new Map(findSites('file.ts', text, false).entries()))
    const judge = Function(
      'CoreError',
      'globalThis',
      `${switched}; return judge`,
    )(Error, { xinyinStands: () => false })
    expect([judge(false), judge(true)]).toEqual(['good', undefined])
  })
})
