import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { fit } from '../../src/terminal/columns.ts'
import { startProgress } from '../../src/terminal/progress.ts'

/** A terminal so many columns wide, and what was written to it. */
function watch(columns: number) {
  const written: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      written.push(String(chunk))
      done()
    },
  })
  const progress = Object.assign(stream, { isTTY: true, columns }) as unknown as NodeJS.WriteStream
  const terminal = { out: () => undefined, err: () => undefined, color: false, environment: {}, progress }
  return { terminal, text: () => written.join('') }
}

describe('a bar', () => {
  test('shows how far long work is, and goes when it is done', async () => {
    const { terminal, text } = watch(100)
    const progress = await startProgress(terminal, 10, 'zh-CN')
    progress.update(1, '一.ofd')
    expect(text()).toBe('')
    await wait(450)
    progress.update(5, '部门/二\u001b.ofd')
    await wait(250)
    expect(text()).toMatch(/█+░+ 50% {2}5\/10 {2}剩余 .* {2}部门\/二�\.ofd/)
    expect(text()).not.toContain('二\u001b')
    progress.pause()
    expect(text().endsWith('\r\u001b[K')).toBe(true)
    progress.end()
    const ended = text().length
    progress.update(9)
    await wait(50)
    expect(text()).toHaveLength(ended)
    progress.end()
  })

  test('of bytes counts none, and leaves no room for a name on a narrow terminal', async () => {
    const { terminal, text } = watch(60)
    const progress = await startProgress(terminal, 1000, 'en', 'bytes')
    await wait(420)
    progress.update(250, 'document.ofd')
    await wait(150)
    progress.end()
    expect(text()).toMatch(/25% {2}\S+ left/)
    expect(text()).not.toMatch(/250|document/)
    // Nothing of the terminal is changed that a killed program would leave changed.
    expect(text()).not.toContain('\u001b[?')
  })

  test('is not there where nobody watches', async () => {
    const terminal = { out: () => undefined, err: () => undefined, color: false, environment: {} }
    const progress = await startProgress(terminal, 10, 'en')
    progress.update(1)
    progress.pause()
    progress.end()
  })
})

test.each([
  ['short.ofd', 9, 'short.ofd'],
  ['some/long/path.ofd', 9, '…path.ofd'],
  ['一二三四', 7, '…二三四'],
  ['一二三四', 6, '…三四'],
  ['abc', 1, ''],
  ['abc', -3, ''],
])('%s in %i columns is %s', (text, columns, expected) => {
  expect(fit(text, columns)).toBe(expected)
})
