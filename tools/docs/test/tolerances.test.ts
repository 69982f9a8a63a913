import { expect, test } from 'vitest'
import { faultsOf } from '../src/tolerances.ts'

const KNOWN = new Set(['ber', 'raw-value'])
const row = (name: string, ...cells: string[]) => `| \`${name}\` | ${cells.join(' | ')} |`
const whole = (name: string) => row(name, 'what', 'why', 'who')

test('a page with every tolerance is whole', () => {
  expect(faultsOf('page', [whole('ber'), whole('raw-value')].join('\n'), KNOWN)).toEqual([])
})

test.each([
  ['one that is left out', [whole('ber')], 'does not say what raw-value is'],
  ['one that nothing reports', [whole('ber'), whole('raw-value'), whole('other')], 'no check reports other'],
  ['one that stands twice', [whole('ber'), whole('ber'), whole('raw-value')], 'ber stands twice'],
  ['one without a reason', [row('ber', 'what', '', 'who'), whole('raw-value')], 'ber is not complete'],
])('%s is found', (_, rows, fault) => {
  expect(faultsOf('page', rows.join('\n'), KNOWN)).toEqual([expect.stringContaining(fault)])
})
