import { describe, expect, test } from 'vitest'
import { parseReturnTo } from '../../src/authorize/return-to.ts'

const ORIGIN = 'https://portal.example'

describe('the page to return to', () => {
  test.each([
    ['/', '/'],
    ['/apply', '/apply'],
    ['/apply?step=2&next=/x#top', '/apply?step=2&next=/x#top'],
    ['/a/../b', '/b'],
    ['/@e', '/@e'],
    ['/a//b', '/a//b'],
    ['/a?u=https://e.example', '/a?u=https://e.example'],
    ['/%B0%EC?x=%zz', '/%B0%EC?x=%zz'],
    ['/a%2fb%5Cc', '/a%2fb%5Cc'],
    ['/办事', '/%E5%8A%9E%E4%BA%8B'],
  ])('%s is %s', (path, expected) => {
    expect(parseReturnTo(path, ORIGIN)).toBe(expected)
  })

  test.each([
    '',
    'apply',
    '//e.example',
    '///e.example',
    '/\\e.example',
    '\\/e.example',
    '\\\\e.example',
    'https:e.example',
    'https://e.example',
    'HTTPS://e.example',
    '//portal.example@e.example',
    '@e.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/%2f%2fe.example',
    '/%2F/e.example',
    '/%5ce.example',
    '/%5C%5Ce.example',
    '/\t/e.example',
    '/\n/e.example',
    '/\r\n/e.example',
    '\t//e.example',
    ' //e.example',
    '/ /e.example',
    '/\u0000',
    '/a\u0085b',
    '//ⓔ.example',
    '/／e.example',
    '/＼e.example',
    '/..//e.example',
    '/a/..//e.example',
    '/./%2fe.example',
    '/a/%2e%2e//e.example',
    '/.//e.example',
    '/a/../／e.example',
    '/a/../＼e.example',
    '/./／e.example',
    '/%EF%BC%8Fe.example',
    '/%ef%bc%bce.example%ff',
    '/a/../%252fe.example',
    `/${'a'.repeat(1024)}`,
  ])('%j is refused', (path) => {
    expect(() => parseReturnTo(path, ORIGIN)).toThrowError(
      expect.objectContaining({ code: 'ERR_SSO_RETURN_TO' }),
    )
  })
})
