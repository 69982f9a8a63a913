import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createSigner, parseCertificates, parsePrivateKey } from '@xinyin/core'
import { createListener } from '@xinyin/core/node'
import { createStatusList, signStatusListJwt } from '@xinyin/e-license/status'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

const NAME = 'https://bundles.example.gov.cn/windows'
const URI = 'https://status.example.gov.cn/1'
const IDENTIFIER = '1.2.156.3005.2.11100000MB03271699001.11330105002500287C.2026000001.002.N'
let made: Hierarchy
let list: string
let served: string
const server = createServer(
  createListener(
    async () => new Response(served, { headers: { 'content-type': 'application/statuslist+jwt' } }),
  ),
)
let address: string

const signList = (uri: string) => {
  const signer = createSigner(parsePrivateKey(readFileSync(made.key('status-issuer'))))
  const [certificate] = parseCertificates(readFileSync(made.certificate('status-issuer')))
  return signStatusListJwt(
    { uri, list: createStatusList({ bits: 4, size: 64 }), issuedAt: new Date() },
    { signer, certificates: [certificate!] },
  )
}

beforeAll(async () => {
  made = await createHierarchy()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/1`
  list = made.beside('status.jwt')
  writeFileSync(list, `${await signList(URI)}\n`)
  served = await signList(address)
  writeFileSync(made.beside('identifiers.txt'), `${IDENTIFIER}\r\n\n`)
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

const make = (sequence: number, ...options: string[]) => [
  ...['bundle', 'make', '--name', NAME, '--sequence', String(sequence)],
  ...['--trust-list', join(made.dir, 'lists/CN-99.jws'), '--status-list', list],
  ...['--identifiers', made.beside('identifiers.txt'), ...made.as('status-issuer'), ...options],
]
const show = (file: string, ...options: string[]) => xinyin(['bundle', 'show', file, ...options])

describe('a bundle', () => {
  const file = () => made.beside('windows.jws')

  test('is made, and shown in both languages', async () => {
    expect(await xinyin(make(3, '--out', file()))).toEqual({ exit: 0, out: '', err: '' })
    const shown = await show(file())
    expect(shown).toMatchObject({ exit: 0, err: '' })
    for (const part of [NAME, URI, 'CN-99 #1', '0 min old', 'Newest versions'])
      expect(shown.out).toContain(part)
    const chinese = await xinyin(['--lang', 'zh-CN', 'bundle', 'show', file()])
    for (const part of ['序号', '状态列表', '0 分钟前']) expect(chinese.out).toContain(part)
    const json = JSON.parse((await show(file(), '--json')).out)
    expect(json.rows).toHaveLength(8)
  })

  test('is verified where it is said whom to trust', async () => {
    const found = await show(file(), ...made.trust, '-v')
    expect(found).toMatchObject({ exit: 0, err: '' })
    expect(found.out).toContain('✓ passed')
    for (const id of ['bundle.signer', 'bundle.trust-lists', 'bundle.status-lists'])
      expect(found.out).toContain(id)
    expect(JSON.parse((await show(file(), ...made.trust, '--json')).out)).toMatchObject({
      kind: 'bundle',
      verdict: 'passed',
    })
  })

  test('does not pass after a newer one', async () => {
    const memory = ['--memory', made.beside('memory.json')]
    const newer = made.beside('newer.jws')
    await xinyin(make(4, '--out', newer))
    expect(await show(file(), ...made.trust, ...memory)).toMatchObject({ exit: 0 })
    expect(await show(newer, ...made.trust, ...memory)).toMatchObject({ exit: 0 })
    const back = await show(file(), ...made.trust, ...memory)
    expect(back.exit).toBe(1)
    expect(back.out).toContain('ERR_BUNDLE_ROLLBACK')
    writeFileSync(made.beside('memory.json'), '{}')
    const lost = await show(newer, ...made.trust, ...memory)
    expect(lost).toMatchObject({ exit: 1, out: '' })
    expect(lost.err).toContain('ERR_BUNDLE_MEMORY')
  })

  test('that is overdue no longer tells', async () => {
    const later = new Date(Date.now() + 20 * 24 * 3600 * 1000).toISOString().slice(0, 10)
    const found = await show(file(), ...made.trust, '--at', later)
    expect(found.exit).toBe(2)
    expect(found.out).toContain('ERR_BUNDLE_STALE')
  })

  test('of somebody else is not believed', async () => {
    const other = await createHierarchy()
    const found = await show(file(), ...other.trust)
    expect(found.exit).toBe(2)
    expect(found.out).toContain('ERR_PATH_')
  })

  test('fetches lists where that was allowed', async () => {
    const out = made.beside('fetched.jws')
    const online = ['--status-list', address, '--online', '--allow', address.replace(/^http:\/\/|\/1$/g, '')]
    expect(await xinyin(make(5, ...online, '--out', out))).toEqual({ exit: 0, out: '', err: '' })
    expect((await show(out)).out).toContain(address)
    const offline = await xinyin(make(5, '--status-list', address))
    expect(offline).toMatchObject({ exit: 3, out: '' })
    expect(offline.err).toContain('--online')
    const refused = await xinyin(make(5, '--status-list', address, '--online'))
    expect(refused.exit).toBe(1)
    expect(refused.err).toMatch(/ERR_FETCH_/)
  })
})

describe('is refused', () => {
  test.each<[string, () => Promise<{ exit: number; err: string }>, number, string]>([
    ['a file that is no bundle', () => show(list), 1, 'ERR_BUNDLE_TYPE'],
    ['a file that is not there', () => show(made.beside('nowhere')), 3, 'ERR_FILE_MISSING'],
    ['a memory of what is not verified', () => show(list, '--memory', list), 3, '--trust'],
    ['a list twice', () => xinyin(make(1, '--status-list', list)), 1, 'ERR_BUNDLE_TWICE'],
    [
      'a part that is none',
      () => xinyin(make(1, '--status-list', made.beside('identifiers.txt'))),
      1,
      'ERR_',
    ],
    ['a name that is none', () => xinyin([...make(1), '--name', 'windows']), 3, 'ERR_ARGUMENT'],
    ['too long a time', () => xinyin(make(1, '--days', '400')), 3, 'ERR_ARGUMENT'],
    ['no key', () => xinyin(['bundle', 'make', '--name', NAME, '--sequence', '1']), 3, 'ERR_KEY_NOT_GIVEN'],
  ])('%s', async (_, run, exit, message) => {
    const found = await run()
    expect(found.exit).toBe(exit)
    expect(found.err).toContain(message)
  })
})
