import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBrowser } from '@xinyin/sandbox'
import { HOSTILE_MODES } from '@xinyin/sandbox/hostile'
import { createRelyingParty, memoryStore, type RelyingPartyOptions } from '@xinyin/sso'
import { nodeHandler } from '@xinyin/sso/node-http'
import { afterEach, describe, expect, test } from 'vitest'
import { run } from '../../src/run.ts'
import { folderOf, xinyin } from '../capture.ts'
import { freePort } from '../hierarchy.ts'

type Settings = Omit<RelyingPartyOptions, 'store'>

/** Runs `xinyin dev-idp` until it is told to end. */
async function serve(...options: readonly string[]) {
  const end = new AbortController()
  const [out, err]: [string[], string[]] = [[], []]
  let ready = () => {}
  const started = new Promise<void>((resolve) => {
    ready = resolve
  })
  const exit = run(['dev-idp', '--port', '0', ...options], {
    out: (line) => {
      out.push(line)
      if (/Ctrl\+C/.test(line)) ready()
    },
    err: (line) => err.push(line),
    color: false,
    environment: {},
    signal: end.signal,
  })
  await Promise.race([started, exit.then((code) => Promise.reject(new Error(`${code}: ${err.join()}`)))])
  const close = () => {
    end.abort()
    return exit
  }
  return { out, err, close }
}

/** A portal that is set up with what the command wrote. */
async function portalOf(settings: Settings, port: number) {
  const errors: unknown[] = []
  const sso = createRelyingParty({
    ...settings,
    store: memoryStore(),
    onError: (error) => errors.push(error),
  })
  const handle = nodeHandler(sso)
  const server = createServer(async (request, response) => {
    if (!(await handle(request, response))) response.end('home')
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: found } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${found}`,
    errors,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const copied = (out: readonly string[]) =>
  JSON.parse(out.find((line) => line.startsWith('{')) ?? 'null') as Settings

describe('a provider for developing', () => {
  test.each([[[]], [['--sm2']], [['--sm2', 'raw']]])(
    'signs people in at a portal that copies its settings: %j',
    async (sm2) => {
      const port = await freePort()
      const origin = `http://127.0.0.1:${port}`
      const idp = await serve('--origin', origin, '--client', 'zjj', '--verbose', ...sm2)
      const settings = copied(idp.out)
      expect(settings).toMatchObject({ clientId: 'zjj', origin })
      expect(settings.sm2 === undefined).toBe(sm2.length === 0)
      const portal = await portalOf(settings, port)
      const browser = createBrowser()
      await browser.open(`${portal.origin}/login?level=3`)
      const home = await browser.press('network-4')
      expect(home.html).toBe('home')
      const { html } = await browser.send(`${portal.origin}/session`)
      expect(JSON.parse(html).user).toMatchObject({ sub: 'network-4', level: 4 })
      expect(portal.errors).toEqual([])
      expect(idp.out.some((line) => /tokens +200 +zjj/.test(line))).toBe(true)
      portal.close()
      expect(await idp.close()).toBe(0)
      expect(idp.err).toEqual([])
    },
  )

  test('says who there is to sign in as, and where to watch', async () => {
    const idp = await serve('--lang', 'zh-CN')
    const text = idp.out.join('\n')
    for (const id of ['natural-1', 'legal-4', 'agent-4', 'minor-2', 'staff-4', 'network-4'])
      expect(text).toContain(id)
    expect(text).toMatch(/消息页面 +http:\/\/127\.0\.0\.1:\d+\/dev/)
    const watch = /http:\S+\/dev/.exec(text)?.[0] ?? ''
    const page = await fetch(`${watch}?lang=en`)
    expect(page.status).toBe(200)
    await page.body?.cancel()
    expect(await idp.close()).toBe(0)
  })

  test('keeps the key of the portal from run to run, where only its owner reads it', async () => {
    const file = folderOf({})('portal.json')
    const keys: unknown[] = []
    for (const client of ['one', 'two']) {
      const idp = await serve('--settings', file, '--client', client)
      expect(idp.out.join('\n')).not.toContain('"clientKey"')
      await idp.close()
      const settings = JSON.parse(readFileSync(file, 'utf8')) as Settings
      expect(settings.clientId).toBe(client)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      keys.push(settings.clientKey)
    }
    expect(keys[0]).toEqual(keys[1])
  })

  test('plays the attack that it is told to', async () => {
    const port = await freePort()
    const idp = await serve('--origin', `http://127.0.0.1:${port}`, '--hostile', 'id-token-unsigned')
    const portal = await portalOf(copied(idp.out), port)
    const browser = createBrowser()
    await browser.open(`${portal.origin}/login`)
    expect((await browser.press('natural-3')).status).toBe(400)
    expect(portal.errors).toMatchObject([{ code: 'ERR_SSO_TOKEN_ALGORITHM' }])
    expect(idp.out.join('\n')).toMatch(/id-token-unsigned: The ID token has no signature/)
    portal.close()
    await idp.close()
  })

  test('is out, late and ahead of time as it is told to be', async () => {
    const idp = await serve('--outage', 'keys', '--latency', '120', '--skew', '-3600', '--rotate', '60')
    const issuer = /http:\/\/127\.0\.0\.1:\d+/.exec(idp.out.join('\n'))?.[0]
    const start = performance.now()
    expect((await fetch(`${issuer}/jwks`)).status).toBe(503)
    expect(performance.now() - start).toBeGreaterThan(110)
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200)
    await idp.close()
  })
})

test.each(['en', 'zh-CN'] as const)('lists every attack in %s', async (language) => {
  const { exit, out, err } = await xinyin(['--lang', language, 'dev-idp', '--hostile', 'list'])
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  for (const { name, sentence, refusedBy } of HOSTILE_MODES) {
    expect(out).toMatch(new RegExp(`^  ${name} +\\S`, 'm'))
    expect(out).toContain(sentence[language])
    expect(out).toContain(refusedBy)
  }
})

test.each([
  [['--hostile', 'unheard-of'], 'ERR_IDP_ATTACK'],
  [['--origin', 'http://127.0.0.1:1/path'], 'ERR_URL'],
  [['--origin', 'javascript:alert(1)'], 'ERR_URL'],
  [['--client', 'a b'], 'ERR_ARGUMENT'],
  [['--skew', '99999999'], 'ERR_ARGUMENT'],
  [['--latency', '99999999'], 'ERR_ARGUMENT'],
])('%j is refused', async (argv, code) => {
  const { exit, out, err } = await xinyin(['dev-idp', '--port', '0', ...argv])
  expect({ exit, out }).toEqual({ exit: 3, out: '' })
  expect(err).toContain(code)
})

test.each([
  [['--port', '70000'], /70000/],
  [['--port', '-1'], /-1/],
  [['--outage', 'lunch'], /lunch/],
  [['--sm2', 'base64'], /base64/],
])('%j is no way to call it', async (argv, said) => {
  const { exit, err } = await xinyin(['--lang', 'zh-CN', 'dev-idp', ...argv])
  expect(exit).toBe(3)
  expect(err).toMatch(said)
})

test('a port that is taken is told of', async () => {
  const idp = await serve()
  const port = /127\.0\.0\.1:(\d+)/.exec(idp.out.join('\n'))?.[1] ?? ''
  const { exit, err } = await xinyin(['dev-idp', '--port', port])
  expect(exit).toBe(3)
  expect(err).toContain('ERR_IDP_PORT')
  await idp.close()
})

test('a file that holds no key of a portal is left as it is', async () => {
  const file = folderOf({ 'portal.json': '{"clientKey":{"kty":"EC"}}' })('portal.json')
  const { exit, err } = await xinyin(['dev-idp', '--port', '0', '--settings', file])
  expect(exit).toBe(3)
  expect(err).toContain('ERR_FILE_CONTENT')
  expect(readFileSync(file, 'utf8')).toBe('{"clientKey":{"kty":"EC"}}')
})

const guide = (name: string) =>
  [
    ...readFileSync(join(import.meta.dirname, '../../../../docs/guide', name), 'utf8').matchAll(
      /^\$ npx xinyin (dev-idp.*)$/gm,
    ),
  ].map(([, command = '']) => command)

describe('what the guide shows', () => {
  const start = process.cwd()
  afterEach(() => process.chdir(start))

  test.each(guide('hostile-provider.md'))('%s', async (command) => {
    process.chdir(mkdtempSync(join(tmpdir(), 'xinyin-guide-')))
    const err: string[] = []
    const exit = await run([...command.split(' '), '--port', '0'], {
      out: () => {},
      err: (line) => err.push(line),
      color: false,
      environment: {},
      signal: AbortSignal.abort(),
    })
    expect({ exit, err }).toEqual({ exit: 0, err: [] })
  })

  test('is the same in both languages', () => {
    expect(guide('hostile-provider.md').length).toBeGreaterThanOrEqual(6)
    expect(guide('hostile-provider.zh-CN.md')).toEqual(guide('hostile-provider.md'))
  })
})
