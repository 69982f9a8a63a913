import { concatBytes, encodeUtf8 } from '@xinyin/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeJournalLine, type JournalEntry, parseJournal } from '../../src/batch/index.ts'
import { recordsOf } from '../../src/batch/record.ts'

const ENTRIES: readonly JournalEntry[] = [
  { kind: 'job', version: 1, seal: 'aa', settings: 'bb' },
  { kind: 'sealed', id: '部门/一.ofd', source: '01', output: '02' },
  { kind: 'done', id: '部门/一.ofd', output: '02' },
  { kind: 'failed', id: 'b.ofd', code: 'ERR_ZIP_STRUCTURE' },
]
const JOURNAL = concatBytes(...ENTRIES.map(encodeJournalLine))

describe('a journal', () => {
  test('reads as it was written', () => {
    expect(parseJournal(JOURNAL)).toEqual({ entries: ENTRIES, bytes: JOURNAL.length })
    expect(parseJournal(new Uint8Array())).toEqual({ entries: [], bytes: 0 })
  })

  test('that is cut anywhere keeps the lines that are whole', () => {
    fc.assert(
      fc.property(fc.nat(JOURNAL.length), (length) => {
        const { entries, bytes } = parseJournal(JOURNAL.subarray(0, length))
        expect(entries).toEqual(ENTRIES.slice(0, entries.length))
        expect(parseJournal(JOURNAL.subarray(0, bytes))).toEqual({ entries, bytes })
        expect(length - bytes).toBeLessThan(100)
      }),
    )
  })

  test.each(['\0\0\0\0', '{"kind":"sealed"}', '\xff\xfe'])(
    'may end in a line that was lost with the power: %j',
    (line) => {
      const cut = concatBytes(
        JOURNAL,
        Uint8Array.from(`${line}\n`, (each) => each.charCodeAt(0)),
      )
      expect(parseJournal(cut)).toEqual({ entries: ENTRIES, bytes: JOURNAL.length })
    },
  )

  test.each([
    '',
    'null',
    '[]',
    '{"kind":"other","id":"a"}',
    '{"kind":"constructor"}',
    '{"kind":"sealed","id":"a","source":"b"}',
    '{"kind":"sealed","id":1,"source":"b","output":"c"}',
    '{"kind":"done","id":"a"',
    '{"kind":"job","version":2,"seal":"a","settings":"b"}',
  ])('is refused with a damaged line before the last: %s', (line) => {
    const damaged = concatBytes(encodeUtf8(`${line}\n`), JOURNAL)
    expect(() => parseJournal(damaged)).toThrow(
      expect.objectContaining({ code: 'ERR_BATCH_JOURNAL', facts: { line: 1 } }),
    )
  })
})

test('the last word on a document counts', () => {
  const sealed = (output: string): JournalEntry => ({ kind: 'sealed', id: 'a', source: '1', output })
  const done = (output: string): JournalEntry => ({ kind: 'done', id: 'a', output })
  const record = (...entries: JournalEntry[]) => recordsOf(entries).get('a')
  expect(record()).toBeUndefined()
  expect(record(sealed('2'))).toEqual({ source: '1', output: '2', done: false })
  expect(record(sealed('2'), done('2'))).toMatchObject({ output: '2', done: true })
  expect(record(sealed('2'), sealed('3'))).toMatchObject({ output: '3', done: false })
  expect(record(sealed('2'), sealed('3'), done('2'))).toMatchObject({ output: '3', done: false })
  expect(record(done('2'))).toBeUndefined()
})
