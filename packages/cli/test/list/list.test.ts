import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { folderOf, xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

const LICENCE_TYPE = '11100000000013338W009'
let made: Hierarchy
let first: string
let second: string

beforeAll(async () => {
  made = await createHierarchy()
  first = join(made.dir, 'lists/CN-99.jws')
  second = made.beside('second.jws')
  const content = made.beside('second.json')
  const written = await xinyin([...make('2'), '--licence-type', LICENCE_TYPE, '--out', content])
  expect(written).toEqual({ exit: 0, out: '', err: '' })
  const signed = await xinyin(['trust', 'sign', content, ...made.as('trust-list-signer'), '--out', second])
  expect(signed).toEqual({ exit: 0, out: '', err: '' })
})

const make = (sequence: string) => [
  ...['trust', 'make', join(made.dir, 'trust'), '--territory', 'CN-99'],
  ...['--operator', '示例省', '--sequence', sequence],
]
const verify = (list: string, ...options: string[]) =>
  xinyin(['trust', 'verify', list, ...made.trust, '--territory', 'CN-99', ...options])

describe('signed lists', () => {
  test('a store that is not there is no verdict', async () => {
    const argv = ['trust', 'verify', first, '--trust', made.beside('nowhere'), '--territory', 'CN-99']
    const found = await xinyin(argv)
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain('ERR_TRUST_READ')
  })

  test('a newer one passes after an older one, and not the other way round', async () => {
    const memory = ['--memory', made.beside('memory.json')]
    expect(await verify(first, ...memory)).toMatchObject({ exit: 0, err: '' })
    expect(await verify(second, ...memory)).toMatchObject({ exit: 0, err: '' })
    const back = await verify(first, ...memory)
    expect(back.exit).toBe(1)
    expect(back.out).toContain('ERR_TRUST_LIST_ROLLBACK')
    writeFileSync(made.beside('memory.json'), '{}')
    const lost = await verify(second, ...memory)
    expect(lost.exit).toBe(1)
    expect(lost.err).toContain('ERR_TRUST_LIST_MEMORY')
  })

  test('another territory is another list', async () => {
    const found = await xinyin(['trust', 'verify', first, ...made.trust, '--territory', 'CN-33'])
    expect(found.exit).toBe(1)
    expect(found.out).toContain('ERR_TRUST_LIST_TERRITORY')
  })

  test('overdue, it no longer tells', async () => {
    const later = new Date(Date.now() + 40 * 24 * 3600 * 1000).toISOString().slice(0, 10)
    const found = await verify(first, '--at', later)
    expect(found.exit).toBe(2)
    expect(found.out).toContain('ERR_TRUST_LIST_EXPIRED')
  })

  test('one that somebody else signed', async () => {
    const other = await createHierarchy()
    const found = await verify(join(other.dir, 'lists/CN-99.jws'))
    expect(found.exit).not.toBe(0)
    expect(found.out).toMatch(/ERR_(PATH|TRUST_LIST)_/)
  })

  test('changed in one place', async () => {
    const text = readFileSync(first, 'utf8')
    const changed = made.beside('changed.jws')
    writeFileSync(changed, text.slice(0, -10) + (text.at(-10) === 'A' ? 'B' : 'A') + text.slice(-9))
    const found = await verify(changed)
    expect(found.exit).toBe(1)
    expect(found.out).toContain('trust-list.signature')
  })

  test('the store takes a signed list among its files', async () => {
    const store = folderOf({
      'trust-list-signer/a.pem': readFileSync(made.certificate('trust-list-signer')),
      'lists/CN-99.jws': readFileSync(first),
      'revocation/signers.crl': readFileSync(join(made.dir, 'trust/revocation/signers.crl')),
    })
    const argv = [
      'cert',
      '--verify',
      '--role',
      'seal-signer',
      '--trust',
      store('.'),
      made.certificate('seal-signer'),
    ]
    expect(await xinyin(argv)).toMatchObject({ exit: 0, err: '' })
  })
})

describe('trust show', () => {
  test('a store by roles', async () => {
    const { exit, out } = await xinyin(['trust', 'show', join(made.dir, 'trust')])
    expect(exit).toBe(0)
    expect(out).toMatch(/seal-maker\s+CN=示例省印章制作认证/)
    expect(out).toMatch(/Revocation lists\s+5/)
  })

  test('a list', async () => {
    const { exit, out } = await xinyin(['--lang', 'zh-CN', 'trust', 'show', first])
    expect(exit).toBe(0)
    expect(out).toMatch(/序号\s+1/)
    expect(out).toContain(LICENCE_TYPE)
    expect(JSON.parse((await xinyin(['trust', 'show', '--json', second])).out)).toHaveProperty('rows')
  })

  test.each([
    ['text', 'neither', 1],
    ['empty', '', 1],
    ['XML that is no list', '<a/>', 1],
    ['XML with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1],
  ])('%s', async (_, content, exit) => {
    const at = folderOf({ list: content })
    const found = await xinyin(['trust', 'show', at('list')])
    expect(found).toMatchObject({ exit, out: '' })
    expect(found.err).toMatch(/\(ERR_[A-Z_]+\)$/)
    const verified = await verify(at('list'), ...(content.startsWith('<') ? ['--territory', 'ES'] : []))
    expect(verified.exit).toBe(1)
  })

  test('what is not there', async () => {
    expect(await xinyin(['trust', 'show', '/nonexistent'])).toMatchObject({ exit: 3, out: '' })
  })
})

describe('trust make and sign', () => {
  test('a licence issuer without types of licences is nobody', async () => {
    const found = await xinyin(make('3'))
    expect(found.exit).toBe(1)
    expect(found.err).toMatch(/ERR_TRUST_LIST_/)
  })

  test('what a reader would refuse is not signed', async () => {
    const content = made.beside('bad.json')
    writeFileSync(content, '{"LoTE":{}}')
    const found = await xinyin(['trust', 'sign', content, ...made.as('trust-list-signer')])
    expect(found).toMatchObject({ exit: 1, out: '' })
  })
})

describe('trust diff', () => {
  test('what changed, member by member', async () => {
    const { exit, out } = await xinyin(['trust', 'diff', first, second])
    expect(exit).toBe(0)
    expect(out).toContain('CN-99 #1 → CN-99 #2')
    expect(out).toMatch(/^~ seal-maker .*: name of the service$/m)
    const chinese = await xinyin(['--lang', 'zh-CN', 'trust', 'diff', first, second])
    expect(chinese.out).toMatch(/^~ seal-maker .*: 服务名称$/m)
  })

  test('nothing', async () => {
    const { out } = await xinyin(['--lang', 'zh-CN', 'trust', 'diff', first, first])
    expect(out).toContain('相同')
  })

  test('who came, who went', async () => {
    const other = await createHierarchy()
    const { out } = await xinyin(['trust', 'diff', first, join(other.dir, 'lists/CN-99.jws')])
    expect(out.match(/^\+/gm)).toHaveLength(6)
    expect(out.match(/^-/gm)).toHaveLength(6)
    const json = JSON.parse((await xinyin(['trust', 'diff', '--json', first, second])).out)
    expect(json.changed).toHaveLength(6)
  })

  test('of what is no list', async () => {
    const at = folderOf({ list: 'x' })
    expect(await xinyin(['trust', 'diff', at('list'), first])).toMatchObject({ exit: 1, out: '' })
  })
})
