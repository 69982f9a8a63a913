import { expect, test } from 'vitest'
import { printable } from '../../src/terminal/printable.ts'

test.each([
  ['escape sequence', '\u001b[2Jgone'],
  ['line break', 'a\nb'],
  ['bidirectional override', 'a\u202egpj.exe'],
  ['line separator', 'a\u2028b'],
  ['C1 control', 'a\u009bb'],
])('%s cannot repaint the terminal', (_, text) => {
  expect(printable(text)).toMatch(/�/)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point.
  expect(printable(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028]/)
})

test('text of any script stays as it is, and long text is cut', () => {
  expect(printable('示例市住房和城乡建设局 · Ωμέγα')).toBe('示例市住房和城乡建设局 · Ωμέγα')
  expect(printable('x'.repeat(300))).toHaveLength(201)
})
