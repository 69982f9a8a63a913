import { expect, test } from 'vitest'
import { xinyin } from '../capture.ts'

const VALID = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.001.P'

test('a right identifier is taken apart', async () => {
  const { exit, out } = await xinyin(['id', VALID])
  expect(exit).toBe(0)
  for (const part of ['11100000MB03271699001', '11330105002500287C', '2026000001'])
    expect(out).toContain(part)
  expect(out).not.toContain('^')
})

test('a wrong check character is marked in its place, and the right one proposed', async () => {
  const wrong = `${VALID.slice(0, -1)}Q`
  const { exit, out } = await xinyin(['id', wrong])
  expect(exit).toBe(1)
  const [head = '', marker = ''] = out.split('\n')
  expect(head.indexOf('^')).toBe(-1)
  expect(marker.indexOf('^')).toBe(head.lastIndexOf('Q'))
  expect(out).toContain(`→ ${VALID}`)
})

test('a mistyped root is mended together with the check character', async () => {
  const { exit, out } = await xinyin(['id', VALID.replace('3005', '3003')])
  expect(exit).toBe(1)
  expect(out).toContain(`→ ${VALID}`)
})

test('what is no identifier at all is said so, in the language asked for', async () => {
  const { exit, out } = await xinyin(['--lang', 'zh-CN', 'id', '1.2.3'])
  expect(exit).toBe(1)
  expect(out).toContain('不是电子证照标识')
})

test('--json gives one report a line', async () => {
  const { out } = await xinyin(['id', '--json', VALID, 'x'])
  expect(out.split('\n').map((line) => JSON.parse(line).verdict)).toEqual(['passed', 'failed'])
})

test.each([
  ['lower case', VALID.toLowerCase()],
  ['blanks around', ` ${VALID} `],
  ['full-width dots', VALID.replaceAll('.', '．')],
])('%s is wrong, and what was meant is proposed', async (_, text) => {
  const { exit, out } = await xinyin(['id', text])
  expect(exit).toBe(1)
  expect(out).toContain(`→ ${VALID}`)
})
