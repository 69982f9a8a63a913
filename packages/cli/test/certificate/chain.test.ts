import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { folderOf, xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

let made: Hierarchy
let rooted: (name: string) => string

beforeAll(async () => {
  made = await createHierarchy()
  // The root is trusted, and what stands between has to be found.
  rooted = folderOf({
    'trust/seal-signer/root.pem': readFileSync(made.certificate('root')),
    'trust/revocation/signers.crl': readFileSync(`${made.dir}/trust/revocation/signers.crl`),
    'trust/revocation/root.crl': readFileSync(`${made.dir}/trust/revocation/root.crl`),
    'leaf.pem':
      readFileSync(made.certificate('seal-signer'), 'utf8').split(/(?<=END CERTIFICATE-----\n)/)[0] ?? '',
    text: 'nothing',
  })
})

const chain = (...options: string[]) =>
  xinyin(['chain', rooted('leaf.pem'), '--trust', rooted('trust'), '--role', 'seal-signer', ...options])

test('a path through the pool is shown as a tree, the anchor on top', async () => {
  const { exit, out, err } = await chain('--pool', made.certificate('signers'))
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  const names = out
    .split('\n')
    .slice(2)
    .map((line) => /CN=[^,]+/.exec(line)?.[0])
  expect(names).toEqual(['CN=示例省电子认证根', 'CN=示例省机构签章认证', 'CN=示例省电子证照专用章'])
  expect(out).toContain('anchor')
  expect(out.match(/└─/g)).toHaveLength(2)
})

test('without the pool there is none, and it is said what is missing', async () => {
  const { exit, out } = await chain()
  expect(exit).toBe(2)
  expect(out).toContain('No path was found.')
  expect(out).toContain('ERR_PATH_NO_ANCHOR')
})

test('why a path does not hold stands below it', async () => {
  const { exit, out } = await chain('--pool', made.certificate('signers'), '--at', '2001-01-01')
  expect(exit).toBe(1)
  expect(out).toContain('path 1 of 1')
  expect(out).toContain('ERR_PATH_')
  const chinese = await xinyin([
    ...['--lang', 'zh-CN', 'chain', rooted('leaf.pem'), '--trust', rooted('trust'), '--role', 'seal-signer'],
    ...['--pool', made.certificate('signers'), '--at', '2001-01-01'],
  ])
  expect(chinese.out).toContain('第 1 条路径')
})

test('JSON has every attempt with its checks', async () => {
  const { out } = await chain('--pool', made.certificate('signers'), '--json')
  const { verdict, attempts } = JSON.parse(out) as {
    verdict: string
    attempts: { certificates: unknown[]; checks: unknown[] }[]
  }
  expect(verdict).toBe('passed')
  expect(attempts).toHaveLength(1)
  expect(attempts[0]?.certificates).toHaveLength(3)
})

test.each([
  ['no role', ['chain', '/dev/null', '--trust', '/']],
  ['no trust', ['chain', '/dev/null', '--role', 'seal-signer']],
  ['a role that is none', ['chain', '/dev/null', '--trust', '/', '--role', 'king']],
])('%s', async (_, argv) => {
  const found = await xinyin(argv)
  expect(found.exit).toBe(3)
  expect(found.err).not.toMatch(/\n\s+at /)
})

test('what is no certificate', async () => {
  const found = await xinyin(['chain', rooted('text'), '--trust', rooted('trust'), '--role', 'seal-signer'])
  expect(found.exit).toBe(3)
  expect(found.err).toContain('ERR_FILE_CONTENT')
})
