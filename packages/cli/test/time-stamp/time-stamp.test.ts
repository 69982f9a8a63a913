import { readFileSync, writeFileSync } from 'node:fs'
import { encodePem } from '@xinyin/core'
import { beforeAll, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

let made: Hierarchy
let file: string
let request: string
let reply: string

beforeAll(async () => {
  made = await createHierarchy()
  file = made.beside('text')
  request = made.beside('text.tsq')
  reply = made.beside('text.tsr')
  writeFileSync(file, '正文')
  expect(await xinyin(['tsa', 'request', file, '--out', request])).toEqual({ exit: 0, out: '', err: '' })
  const made2 = await xinyin(['tsa', 'reply', request, ...made.as('time-stamper'), '--out', reply])
  expect(made2).toEqual({ exit: 0, out: '', err: '' })
})

const verify = (token: string, ...options: string[]) =>
  xinyin(['tsa', 'verify', token, file, ...made.trust, ...options])

test('an answer is verified against content and request', async () => {
  expect(await verify(reply)).toMatchObject({ exit: 0, err: '' })
  expect(await verify(reply, '--request', request)).toMatchObject({ exit: 0, err: '' })
  const { verdict, time, authority } = JSON.parse((await verify(reply, '--json')).out)
  expect({ verdict, authority }).toEqual({
    verdict: 'passed',
    authority: 'CN=示例省时间戳服务,O=示例省,C=CN',
  })
  expect(Math.abs(Date.now() - Date.parse(time))).toBeLessThan(120_000)
})

test('an answer to another request is not the answer to this one', async () => {
  const other = made.beside('other.tsq')
  await xinyin(['tsa', 'request', file, '--out', other])
  const { exit, out } = await verify(reply, '--request', other)
  expect(exit).toBe(1)
  expect(out).toContain('ERR_TSP_NONCE')
})

test('who is trusted for something else makes no time stamps', async () => {
  const { exit, err } = await xinyin(['tsa', 'reply', request, ...made.as('seal-signer'), '--out', reply])
  expect(exit).toBe(3)
  expect(err).toContain('ERR_ARGUMENT')
})

test('shown without being verified', async () => {
  const { exit, out } = await xinyin(['--lang', 'zh-CN', 'tsa', 'show', reply])
  expect(exit).toBe(0)
  expect(out).toMatch(/策略\s+1\.3\.6\.1\.4\.1\.32473\.1\.1/)
  expect(JSON.parse((await xinyin(['tsa', 'show', '--json', reply])).out)).toMatchObject({ accuracy: '1000' })
})

test.each([
  ['text', () => '正文'],
  ['nothing', () => ''],
  ['half of one', () => readFileSync(reply).subarray(0, 100)],
  ['other PEM', () => encodePem('CERTIFICATE', Uint8Array.of(0x30, 0))],
])('%s is no time stamp', async (_, content) => {
  const token = made.beside('bad')
  writeFileSync(token, content())
  const { exit, err } = await xinyin(['tsa', 'show', token])
  expect([1, 3]).toContain(exit)
  expect(err).toMatch(/\(ERR_[A-Z_]+\)$/)
  expect([1, 3]).toContain((await verify(token)).exit)
})

test.each([
  [
    'fetch without a place for the token',
    ['tsa', 'fetch', 'http://127.0.0.1:1/', 'FILE'],
    3,
    'ERR_OUTPUT_BINARY',
  ],
  ['fetch from what is no address', ['tsa', 'fetch', 'nowhere', 'FILE', '--out', '/dev/null'], 3, 'ERR_URL'],
  [
    'fetch where nobody listens',
    ['tsa', 'fetch', 'http://127.0.0.1:1/', 'FILE', '--out', '/dev/null'],
    1,
    'ERR_FETCH_',
  ],
  [
    'a file that is not there',
    ['tsa', 'request', '/nonexistent', '--out', '/dev/null'],
    3,
    'ERR_FILE_MISSING',
  ],
  [
    'a policy that is none',
    ['tsa', 'request', 'FILE', '--policy', 'x', '--out', '/dev/null'],
    3,
    'ERR_ARGUMENT',
  ],
  ['a folder', ['tsa', 'request', '/', '--out', '/dev/null'], 3, 'ERR_FILE_FOLDER'],
])('%s', async (_, argv, exit, code) => {
  const found = await xinyin(argv.map((one) => (one === 'FILE' ? file : one)))
  expect(found.err).toContain(code)
  expect(found.exit).toBe(exit)
})
