import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JournalEntry } from '../../../src/batch/index.ts'
import { openJournal } from '../../../src/node/index.ts'

const newPath = () => join(mkdtempSync(join(tmpdir(), 'xinyin-journal-')), 'batch.journal')

const JOB: JournalEntry = { kind: 'job', version: 1, seal: 'aa', settings: 'bb' }
const DONE: JournalEntry = { kind: 'done', id: '一.ofd', output: '02' }

describe('a journal in a file', () => {
  test('holds what was written when it is opened again', async () => {
    const path = newPath()
    const first = await openJournal(path)
    await first.append(JOB)
    await first.note(DONE)
    expect(await first.read()).toEqual([JOB, DONE])
    await first.close()
    const second = await openJournal(path)
    expect(await second.read()).toEqual([JOB, DONE])
    await second.close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test('keeps the order in which many were added at once', async () => {
    const path = newPath()
    const journal = await openJournal(path)
    const entries = Array.from(
      { length: 200 },
      (_, n): JournalEntry => ({ kind: 'done', id: `${n}`, output: '' }),
    )
    await Promise.all(entries.map((entry, n) => (n % 3 === 0 ? journal.append(entry) : journal.note(entry))))
    await journal.close()
    const again = await openJournal(path)
    expect(await again.read()).toEqual(entries)
    await again.close()
  })

  test('loses the line that was cut short, and goes on behind the last whole one', async () => {
    const path = newPath()
    const first = await openJournal(path)
    await first.append(JOB)
    await first.close()
    appendFileSync(path, '{"kind":"done","id":"一')
    const second = await openJournal(path)
    await second.append(DONE)
    await second.close()
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
    ).toEqual([JOB, DONE])
  })

  test('that is damaged before its end is refused, and stays as it is', async () => {
    const path = newPath()
    const damaged = `${JSON.stringify(JOB)}\n???\n${JSON.stringify(DONE)}\n`
    appendFileSync(path, damaged)
    await expect(openJournal(path)).rejects.toMatchObject({ code: 'ERR_BATCH_JOURNAL', facts: { line: 2 } })
    expect(readFileSync(path, 'utf8')).toBe(damaged)
    // The refusal gave the lock back.
    await expect(openJournal(path)).rejects.toMatchObject({ code: 'ERR_BATCH_JOURNAL' })
  })

  test('is open to one at a time', async () => {
    const path = newPath()
    const first = await openJournal(path)
    await expect(openJournal(path)).rejects.toMatchObject({ code: 'ERR_BATCH_LOCKED' })
    await first.append(JOB)
    await first.close()
    const second = await openJournal(path)
    expect(await second.read()).toEqual([JOB])
    await second.close()
  })

  test('is free again when the process that had it was killed', async () => {
    const path = newPath()
    const script = `
      const { openJournal } = await import(${JSON.stringify(join(import.meta.dirname, '../../../src/node/index.ts'))})
      await openJournal(${JSON.stringify(path)})
      process.stdout.write('open')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, [
      '--import',
      'tsx',
      '--conditions=@xinyin/source',
      '--input-type=module',
      '-e',
      script,
    ])
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await expect(openJournal(path)).rejects.toMatchObject({ code: 'ERR_BATCH_LOCKED' })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
    const journal = await openJournal(path)
    await journal.close()
  })
})
