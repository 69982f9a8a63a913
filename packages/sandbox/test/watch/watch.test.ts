import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createBrowser } from '../../src/browser.ts'
import { findHostileMode, HOSTILE_MODES } from '../../src/hostile/index.ts'
import { type IdentityProvider, startIdentityProvider } from '../../src/identity-provider/provider.ts'
import { type Portal, startPortal } from '../../src/portal/portal.ts'

let provider: IdentityProvider
let portal: Portal

beforeAll(async () => {
  provider = await startIdentityProvider()
  portal = await startPortal({ clientId: 'zjj', name: '门户', provider })
})
afterAll(async () => {
  await Promise.all([portal.close(), provider.close()])
})

/** Reads the page for as long as `until` has not come. */
async function read(until: RegExp, query = '', onStart: () => Promise<unknown> = async () => {}) {
  const stop = new AbortController()
  const { body } = await fetch(`${provider.watchUrl}${query}`, { signal: stop.signal })
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let html = ''
  const started = onStart()
  while (!until.test(html)) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) throw new Error('the page ended')
    html += decoder.decode(value, { stream: true })
  }
  await started
  stop.abort()
  return html
}

async function signIn() {
  const browser = createBrowser()
  await browser.open(`${portal.origin}/apply`)
  return browser.press('natural-3')
}

function post(path: string, body: string, headers: Record<string, string>) {
  return new Promise<number>((resolve, reject) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const outgoing = request(
      provider.issuer + path,
      { method: 'POST', headers: { ...form, ...headers } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

const own = { 'sec-fetch-site': 'same-origin' }

describe('the page that shows messages', () => {
  test('shows each as it passes, with its tokens, and has no script', async () => {
    const html = await read(/<h2>Key set/, '?lang=en', signIn)
    for (const title of ['Metadata', 'Authorization request', 'Answer to the sign-in', 'Tokens'])
      expect(html).toContain(`<h2>${title}`)
    expect(html).toContain('&#34;sub&#34;: &#34;natural-3&#34;')
    expect(html).toContain('code_verifier')
    expect(html).not.toMatch(/<script|onclick|onload/)
  })

  test('speaks Chinese to who asks for it, and to who asks for nothing', async () => {
    expect(await read(/<main>/, '?lang=zh-CN')).toContain('实时消息')
    expect(await read(/<main>/)).toContain('实时消息')
  })

  test('names the attack, and the message that it falsified', async () => {
    const mode = findHostileMode('id-token-key-in-header')
    provider.behave({ hostile: mode })
    try {
      const html = await read(/falsified · id-token-key-in-header[\s\S]*jwk/, '?lang=en', signIn)
      expect(html).toContain(mode?.sentence.en)
      expect(html).toContain('ERR_SSO_TOKEN_SIGNATURE')
      expect(html).toContain('&#34;jwk&#34;')
    } finally {
      provider.behave({ hostile: undefined })
    }
  })

  test('offers every attack', async () => {
    const html = await read(/<main>/, '?lang=en')
    for (const { name } of HOSTILE_MODES) expect(html).toContain(`<option value="${name}"`)
  })

  test('shows what came as text, whatever it is', async () => {
    const evil = encodeURIComponent('"><script>alert(1)</script>')
    await fetch(`${provider.issuer}/auth?client_id=${evil}&state=${evil}`, { redirect: 'manual' })
    const html = await read(/alert\(1\)/)
    expect(html).not.toContain('<script>')
  })

  test('may be framed by nobody, and loads nothing', async () => {
    const answer = await fetch(provider.watchUrl)
    await answer.body?.cancel()
    const policy = answer.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
  })
})

describe('its forms', () => {
  const form = (change: Record<string, string> = {}) =>
    new URLSearchParams({
      hostile: '',
      outage: 'none',
      latency: '0',
      skewSeconds: '0',
      rotateSeconds: '0',
      ...change,
    }).toString()

  test('change how the provider behaves', async () => {
    const asked = { hostile: 'keys-none', outage: 'tokens', latency: '1', skewSeconds: '-5' }
    expect(await post('/dev/behaviour', form(asked), own)).toBe(303)
    expect(provider.behaviour).toMatchObject({ outage: 'tokens', latency: 1, skewSeconds: -5 })
    expect(provider.behaviour.hostile?.name).toBe('keys-none')
    expect(await post('/dev/behaviour', form(), own)).toBe(303)
    expect(provider.behaviour.hostile).toBeUndefined()
  })

  test('change the key at once', async () => {
    const kid = async () => {
      const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: { kid: string }[] }
      return keys.map((key) => key.kid)
    }
    const [before] = await kid()
    expect(await post('/dev/keys', '', own)).toBe(303)
    const after = await kid()
    expect(after[0]).not.toBe(before)
    expect(after[1]).toBe(before)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a site of the same machine', { 'sec-fetch-site': 'same-site' }, 403],
    ['nobody knows where', {}, 403],
    ['another origin, from an old browser', { origin: 'http://127.0.0.1:1' }, 403],
    ['another name of this machine (DNS rebinding)', { ...own, host: 'attacker.example' }, 421],
  ])('are not taken from %s', async (_, headers, status) => {
    expect(await post('/dev/behaviour', form({ hostile: 'keys-none' }), headers)).toBe(status)
    expect(provider.behaviour.hostile).toBeUndefined()
  })

  test.each([
    { hostile: 'unheard-of' },
    { outage: 'lunch' },
    { latency: '-1' },
    { latency: 'x' },
    { skewSeconds: '1e99' },
    { rotateSeconds: '0.5' },
  ])('are refused with %j', async (change) => {
    expect(await post('/dev/behaviour', form(change as Record<string, string>), own)).toBe(400)
  })

  test('are nowhere else', async () => {
    expect((await fetch(`${provider.issuer}/dev/else`)).status).toBe(404)
  })
})
