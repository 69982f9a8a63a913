import { describe, expect, test } from 'vitest'
import { readDateTime } from '../../../src/seal/date-time.ts'

describe('times of signing in the forms of vendors', () => {
  test.each([
    ['20201023114537Z', '2020-10-23T11:45:37.000Z'],
    ['20201023114537123Z', '2020-10-23T11:45:37.123Z'],
    ['2020-01-25T07:31:56.377Z', '2020-01-25T07:31:56.377Z'],
    ['2020-10-23 19:45:37', '2020-10-23T11:45:37.000Z'],
    ['20201023194537', '2020-10-23T11:45:37.000Z'],
    ['2020-10-23T19:45:37+08:00', '2020-10-23T11:45:37.000Z'],
    ['2020-10-23T06:15:37-05:30', '2020-10-23T11:45:37.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(readDateTime(text)?.toISOString()).toBe(expected)
  })

  test.each([
    '',
    'yesterday',
    '2020',
    '20201323194537',
    '20201032194537',
    '20201023244537',
    '20201023196037Z',
    '20201023194560Z',
  ])('%j is none', (text) => {
    expect(readDateTime(text)).toBeUndefined()
  })
})
