import { describe, expect, test } from 'vitest'
import { createCookieJar, readCookies } from '../../src/http/cookies.ts'

describe('cookies', () => {
  test('on https only this host can set, and no script can read', () => {
    const jar = createCookieJar('https://portal.example')
    expect(jar.set('session', 'x')).toBe('__Host-xinyin-session=x; Path=/; HttpOnly; SameSite=Lax; Secure')
    expect(jar.clear('session')).toBe(
      '__Host-xinyin-session=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0',
    )
  })

  test('on http keep portals on one machine apart by their ports', () => {
    expect(createCookieJar('http://127.0.0.1:8080').set('session', 'x')).toBe(
      'xinyin-dev-8080-session=x; Path=/; HttpOnly; SameSite=Lax',
    )
    expect(createCookieJar('http://localhost').name('session')).toBe('xinyin-dev-80-session')
  })

  test('of relying parties side by side on one origin do not collide', () => {
    const names = ['', '/legal', '/legal/sso', '/legal-sso'].map((path) =>
      createCookieJar('https://portal.example', path).name('session'),
    )
    expect(names.slice(0, 2)).toEqual(['__Host-xinyin-session', '__Host-xinyin.legal~session'])
    expect(new Set(names).size).toBe(4)
  })

  test.each<[string, Headers | Record<string, string | string[] | undefined>, [string, string][]]>([
    [
      'of a Web request',
      new Headers({ cookie: 'a=1; b=2' }),
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'of a Node request',
      { cookie: 'a=1;b=2' },
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    [
      'in several headers',
      { cookie: ['a=1', 'b=2'] },
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
    ['none', {}, []],
    ['with equals signs in them', { cookie: 'a=b=c' }, [['a', 'b=c']]],
    ['without a value', { cookie: 'a; b=' }, [['b', '']]],
    ['twice, which is ambiguous', { cookie: 'a=1; b=2; a=1' }, [['b', '2']]],
    ['without end', { cookie: `a=${'x'.repeat(40_000)}` }, []],
  ])('are read: %s', (_, headers, expected) => {
    expect([...readCookies({ headers })]).toEqual(expected)
  })

  test('are trimmed of spaces and tabs', () => {
    expect([...readCookies({ headers: { cookie: ' \ta \t=\t 1 \t; b=2' } })]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ])
  })

  test.each(['\u00a0', '\ufeff', '\u2000', '\u3000', '\u000b'])(
    'whose names begin with %j are not ours: a sibling domain can set them',
    (blank) => {
      const name = createCookieJar('https://portal.example').name('session')
      const planted = `${blank}${name}=planted`
      expect(readCookies({ headers: { cookie: planted } }).get(name)).toBeUndefined()
      expect(readCookies({ headers: { cookie: `${planted}; ${name}=own` } }).get(name)).toBe('own')
      expect(readCookies({ headers: { cookie: `${name}${blank}=planted` } }).get(name)).toBeUndefined()
    },
  )
})
