import { failed } from '@xinyin/core'
import { expect, test } from 'vitest'
import { checkLine } from '../../src/verify/format.ts'

const line = (reason: string) =>
  checkLine(failed('path.revocation', 'ERR_FETCH_HOST', { reason }), 'en', (_, text) => text)

test('a reason that tells what to do is followed by it', () => {
  expect(line('ERR_FETCH_PORT').split('\n')).toHaveLength(2)
})

test.each(['constructor', 'toString', '__proto__', 'valueOf'])(
  'an attack: a reason called %s tells nothing, and breaks nothing',
  (reason) => {
    expect(line(reason).split('\n')).toHaveLength(1)
  },
)
