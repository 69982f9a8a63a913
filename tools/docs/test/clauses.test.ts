import { expect, test } from 'vitest'
import { faultsOfPage, untoldDoubts } from '../src/clauses.ts'

const KNOWN = new Set(['ERR_PATH_NAME', 'path.name'])

const page = (...rows: string[]) =>
  ['| clause | about | here | how | where |', '| --- | --- | --- | --- | --- |', ...rows].join('\n')

const DONE = '| 1 | Names | done | `path.name`, `ERR_PATH_NAME` | [name.ts](../name.ts) |'
const PART = '| 2.1 (a) and (b) | Names | partly | Not for mailboxes | [name.ts](../name.ts) |'

test('a page that has every clause, with places and reasons, is right', () => {
  const nothing = '| 3 | Security | nothing to do | | |'
  expect(faultsOfPage(page(DONE, PART, nothing), ['1', '2.1', '3'], KNOWN)).toEqual([])
})

test.each([
  ['a clause without a row', page(DONE), 'has no row for 2.1'],
  ['a clause that only begins like another', page(DONE, PART.replace('2.1', '2.11')), 'has no row for 2.1'],
  ['a state that is none', page(DONE.replace('done', 'nearly'), PART), 'says "nearly" of 1'],
  ['no place', page(DONE.replace('[name.ts](../name.ts)', ''), PART), 'does not say where 1 is done'],
  [
    'no reason',
    page(DONE, PART.replace('Not for mailboxes', '')),
    'does not say why 2.1 (a) and (b) is not done',
  ],
  [
    'a code that does not exist',
    page(DONE.replace('ERR_PATH_NAME', 'ERR_PATH_NAMED'), PART),
    'ERR_PATH_NAMED',
  ],
  ['a check that does not exist', page(DONE.replace('path.name', 'path.named'), PART), 'path.named'],
])('%s is told', (_, text, fault) => {
  expect(faultsOfPage(text, ['1', '2.1'], KNOWN)).toEqual([expect.stringContaining(fault)])
})

test('a point that is not confirmed has to be found from the pages', () => {
  const doubt = { path: 'packages/e-seal/src/a.ts', text: '/** It is so [?]. */' }
  const sure = { path: 'packages/e-seal/src/b.ts', text: '/** It is so. */' }
  expect(untoldDoubts([doubt, sure], ['[a.ts](../../packages/e-seal/src/a.ts)'])).toEqual([])
  expect(untoldDoubts([doubt, sure], ['a.ts', '[aa.ts](../../packages/e-seal/src/aa.ts)'])).toEqual([
    expect.stringContaining('packages/e-seal/src/a.ts'),
  ])
})
