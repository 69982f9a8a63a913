import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { askLines } from '../../src/terminal/ask.ts'

function terminal() {
  const input = new PassThrough()
  const output = new PassThrough()
  let shown = ''
  output.on('data', (piece: Uint8Array) => {
    shown += String(piece)
  })
  return { input, output, shown: () => shown }
}

test('each question gets a line', async () => {
  const { input, output, shown } = terminal()
  const answers = askLines(['姓名：', '号码：'], input, output)
  input.write('张三\n')
  setTimeout(() => input.write('1\n'), 20)
  expect(await answers).toEqual(['张三', '1'])
  expect(shown()).toBe('姓名：号码：')
})

test('lines that were pasted at once are kept', async () => {
  const { input, output } = terminal()
  input.write('张三\r\n1\r\n')
  expect(await askLines(['a', 'b'], input, output)).toEqual(['张三', '1'])
})

test('whoever ends it gives no answer', async () => {
  const { input, output } = terminal()
  input.end('张三\n')
  expect(await askLines(['a', 'b'], input, output)).toEqual(['张三'])
})
