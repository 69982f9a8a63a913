import { describe, expect, test, vi } from 'vitest'
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/fetch/index.ts'
import { coded, guarded, PUBLIC } from './guard.ts'

/** A request that has to be refused before anything leaves. */
async function refused(url: string, code: string, options: GuardedFetchOptions = {}) {
  const { fetch, network } = guarded(options)
  await expect(fetch(url)).rejects.toThrow(coded(code))
  expect(network).not.toHaveBeenCalled()
}

describe('what is let through', () => {
  test('a request, without its fragment, and any answer', async () => {
    const { fetch, network } = guarded({}, () => new Response('no', { status: 404, headers: { a: 'b' } }))
    const answer = await fetch('HTTPS://A.example:443/x?y#z', { headers: { accept: 'text/plain' } })
    expect([answer.status, answer.headers.get('a'), await answer.text()]).toEqual([404, 'b', 'no'])
    const [url, init] = network.mock.calls[0] ?? []
    expect(url).toBe('https://a.example/x?y')
    expect(init).toMatchObject({ method: 'GET', redirect: 'manual', body: null })
    expect(new Headers(init?.headers).get('accept')).toBe('text/plain')
  })

  test('a body of any kind, with its type', async () => {
    const { fetch, network } = guarded()
    await fetch(PUBLIC, { method: 'post', body: new URLSearchParams({ a: '1' }) })
    const init = network.mock.calls[0]?.[1]
    expect(new TextDecoder().decode(init?.body as Uint8Array)).toBe('a=1')
    expect(new Headers(init?.headers).get('content-type')).toContain('application/x-www-form-urlencoded')
    await fetch(PUBLIC, {
      method: 'POST',
      body: Uint8Array.of(1),
      headers: { 'Content-Type': 'application/ocsp-request' },
    })
    expect(new Headers(network.mock.calls[1]?.[1]?.headers).get('content-type')).toBe(
      'application/ocsp-request',
    )
  })

  test.each([204, 205, 304])('an answer without a body, %i', async (status) => {
    const { fetch } = guarded({}, () => new Response(null, { status }))
    expect((await fetch(PUBLIC)).status).toBe(status)
  })

  test('fields that described the body on the way are gone', async () => {
    const { fetch } = guarded(
      {},
      () => new Response('ok', { headers: { 'content-encoding': 'gzip', 'content-length': '1' } }),
    )
    const { headers } = await fetch(PUBLIC)
    expect([headers.has('content-encoding'), headers.has('content-length')]).toEqual([false, false])
  })

  test("the platform's fetch carries requests unless another is given", async () => {
    const network = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('ok'))
    try {
      await createGuardedFetch()(PUBLIC)
      expect(network).toHaveBeenCalledWith(
        PUBLIC,
        expect.objectContaining({ credentials: 'omit', cache: 'no-store' }),
      )
    } finally {
      network.mockRestore()
    }
  })
})

describe('URLs', () => {
  test.each([
    ['not a URL', 'a.example'],
    ['no host', 'https://'],
    ['a zone', 'https://[fe80::1%25eth0]/'],
    ['a line break in the host', 'https://a.example%0d%0a/'],
    ['a port out of range', 'https://a.example:65536/'],
    ['too long', `https://a.example/${'a'.repeat(8192)}`],
  ])('%s', (_, url) => refused(url, 'ERR_FETCH_URL'))

  test.each([
    'http://a.example/',
    'HtTp://a.example/',
    'file:///etc/passwd',
    'data:,a',
    'ftp://a.example/',
    'blob:https://a.example/1',
    'gopher://a.example/',
    'ws://a.example/',
    'javascript:1',
  ])('scheme of %s', (url) => refused(url, 'ERR_FETCH_SCHEME'))

  test('plain HTTP where it is allowed, and there alone', async () => {
    const { fetch } = guarded({ schemes: ['https', 'http'] })
    await expect(fetch('hTTp://a.example/')).resolves.toBeInstanceOf(Response)
    await refused('https://a.example/', 'ERR_FETCH_SCHEME', { schemes: ['http'] })
  })

  test.each(['https://user@a.example/', 'https://:word@a.example/', 'https://a.example:b@c.example/'])(
    'credentials in %s',
    (url) => refused(url, 'ERR_FETCH_CREDENTIALS'),
  )

  test('ports', async () => {
    await refused('https://a.example:8443/', 'ERR_FETCH_PORT')
    await refused('https://a.example/', 'ERR_FETCH_PORT', { ports: [8443] })
    const { fetch } = guarded({ ports: [8443] })
    await expect(fetch('https://a.example:8443/')).resolves.toBeInstanceOf(Response)
  })

  test('no message holds what a URL holds beyond its host', async () => {
    const { fetch } = guarded()
    for (const url of [
      'https://user:hunter2@a.example/secret',
      'https://127.0.0.1/secret',
      'ftp://a.example/secret',
    ]) {
      const error = await fetch(url).catch((cause) => cause)
      expect(JSON.stringify([error.message, error.facts])).not.toMatch(/secret|hunter2/)
    }
  })
})

describe('hosts', () => {
  test.each([
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0x7f.0x0.0x0.0x1/',
    'https://0177.0.0.1/',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://0/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[fe80::1]/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://a.localhost/',
    'https://ｌocalhost/',
    'https://intranet/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://nas.home.arpa/',
  ])('%s is refused', (url) => refused(url, 'ERR_FETCH_ADDRESS'))

  test('a private network is reached where it is allowed, and no other', async () => {
    const allow = ['10.1.0.0/16', 'fd00:1::/32']
    const { fetch } = guarded({ allow })
    await expect(fetch('https://10.1.2.3/')).resolves.toBeInstanceOf(Response)
    await expect(fetch('https://[::ffff:10.1.2.3]/')).resolves.toBeInstanceOf(Response)
    await expect(fetch('https://[fd00:1::1]/')).resolves.toBeInstanceOf(Response)
    for (const host of ['10.2.0.1', '127.0.0.1', '[fd00:2::1]', '[64:ff9b::10.1.2.3]', 'localhost'])
      await refused(`https://${host}/`, 'ERR_FETCH_ADDRESS', { allow })
    await expect(guarded({ allow: ['127.0.0.0/8'] }).fetch('https://localhost/')).resolves.toBeInstanceOf(
      Response,
    )
  })

  test('a network of mapped addresses is the network of IPv4 that they are', async () => {
    for (const network of ['::ffff:10.1.0.0/112', '::ffff:a01:0/112']) {
      const allow = [network]
      for (const host of ['10.1.2.3', '[::ffff:10.1.2.3]'])
        await expect(guarded({ allow }).fetch(`https://${host}/`)).resolves.toBeInstanceOf(Response)
      await refused('https://10.2.0.1/', 'ERR_FETCH_ADDRESS', { allow })
    }
  })

  test('every address of a name has to be allowed', async () => {
    const resolve = vi.fn(async (host: string) => (host === 'a.example' ? ['1.1.1.1'] : ['1.1.1.1', '::1']))
    const { fetch, network } = guarded({ resolve })
    await fetch('https://a.example/')
    expect(resolve).toHaveBeenCalledWith('a.example')
    await expect(fetch('https://b.example./')).rejects.toThrow(
      coded('ERR_FETCH_ADDRESS', { host: 'b.example', address: '::1' }),
    )
    expect(network).toHaveBeenCalledOnce()
  })

  test('an address that cannot be read is refused', () =>
    refused(PUBLIC, 'ERR_FETCH_ADDRESS', { resolve: async () => ['fe80::1%eth0'] }))

  test('a name without an address is refused', async () => {
    await refused(PUBLIC, 'ERR_FETCH_RESOLVE', { resolve: async () => [] })
    await refused(PUBLIC, 'ERR_FETCH_RESOLVE', { resolve: async () => Promise.reject(new Error('NXDOMAIN')) })
  })
})

describe('redirects', () => {
  const redirect = (location: string | undefined, status = 302) =>
    new Response(null, { status, headers: location === undefined ? {} : { location } })

  test.each([301, 302, 303, 307, 308])('%i is refused unless allowed', async (status) => {
    const { fetch, network } = guarded({}, () => redirect('https://a.example/b', status))
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_REDIRECT'))
    expect(network).toHaveBeenCalledOnce()
  })

  test('a redirect that the platform hides, or has followed, is refused', async () => {
    for (const shown of [{ type: 'opaqueredirect', status: 0 }, { redirected: true }]) {
      const answer = Object.defineProperties(
        new Response('ok'),
        Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, { value }])),
      )
      for (const redirects of ['none', 'same-origin'] as const) {
        const { fetch } = guarded({ redirects }, () => answer)
        await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_REDIRECT'))
      }
    }
  })

  test.each([
    ['another origin', 'https://b.example/', 'ERR_FETCH_REDIRECT'],
    ['a port that is allowed, but another', 'https://a.example:8443/', 'ERR_FETCH_REDIRECT'],
    ['plain HTTP', 'http://a.example/', 'ERR_FETCH_SCHEME'],
    ['a private address', 'https://10.0.0.1/', 'ERR_FETCH_REDIRECT'],
    ['a file', 'file:///etc/passwd', 'ERR_FETCH_SCHEME'],
    ['credentials', 'https://user:word@a.example/', 'ERR_FETCH_CREDENTIALS'],
    ['nowhere', undefined, 'ERR_FETCH_REDIRECT'],
    ['no URL', 'https://', 'ERR_FETCH_REDIRECT'],
  ])('to %s', async (_, location, code) => {
    const { fetch, network } = guarded({ redirects: 'same-origin', ports: [443, 8443] }, () =>
      redirect(location),
    )
    await expect(fetch(PUBLIC)).rejects.toThrow(coded(code))
    expect(network).toHaveBeenCalledOnce()
  })

  test('within the origin are followed, each looked at anew, and not for ever', async () => {
    const resolve = vi.fn(async () => ['1.1.1.1'])
    let left = 3
    const { fetch } = guarded({ redirects: 'same-origin', resolve }, () =>
      left-- > 0 ? redirect('/next') : new Response('there'),
    )
    expect(await (await fetch(PUBLIC)).text()).toBe('there')
    expect(resolve).toHaveBeenCalledTimes(4)
    const loop = guarded({ redirects: 'same-origin', maxRedirects: 2 }, () => redirect('/'))
    await expect(loop.fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_REDIRECT'))
    expect(loop.network).toHaveBeenCalledTimes(3)
  })

  test('a name that has moved to a private address between two of them is refused', async () => {
    const answers = [['1.1.1.1'], ['127.0.0.1']]
    const { fetch } = guarded({ redirects: 'same-origin', resolve: async () => answers.shift() ?? [] }, () =>
      redirect('/next'),
    )
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_ADDRESS'))
  })

  test.each([
    [302, 'GET', undefined],
    [303, 'GET', undefined],
    [307, 'POST', 'a'],
    [308, 'POST', 'a'],
  ])('a POST after %i is a %s', async (status, method, body) => {
    const answers = [redirect('/next', status), new Response('ok')]
    const { fetch, network } = guarded(
      { redirects: 'same-origin' },
      () => answers.shift() ?? Response.error(),
    )
    await fetch(PUBLIC, { method: 'POST', body: 'a' })
    const init = network.mock.calls[1]?.[1]
    expect(init?.method).toBe(method)
    expect(init?.body ? new TextDecoder().decode(init.body as Uint8Array) : undefined).toBe(body)
    expect(new Headers(init?.headers).has('content-type')).toBe(body !== undefined)
  })
})

describe('the caller gives up', () => {
  test('before and during the request: its own reason comes out, and the network hears of it', async () => {
    const { fetch, network } = guarded({}, () => new Promise<Response>(() => {}))
    await expect(fetch(PUBLIC, { signal: AbortSignal.abort('before') })).rejects.toBe('before')
    expect(network).not.toHaveBeenCalled()
    const abort = new AbortController()
    const answer = fetch(PUBLIC, { signal: abort.signal })
    setTimeout(() => abort.abort('during'), 5)
    await expect(answer).rejects.toBe('during')
    expect(network.mock.calls[0]?.[1]?.signal?.aborted).toBe(true)
  })
})

describe('wrong calls', () => {
  const { fetch, network } = guarded()

  test.each(['DELETE', 'CONNECT', 'TRACE', 'PUT'])('method %s', (method) =>
    expect(fetch(PUBLIC, { method })).rejects.toThrow(TypeError),
  )

  test.each([
    'Host',
    'Connection',
    'Transfer-Encoding',
    'Content-Length',
    'Proxy-Authorization',
    'Upgrade',
    'TE',
    'Expect',
  ])('field %s', async (name) => {
    await expect(fetch(PUBLIC, { headers: { [name]: 'a' } })).rejects.toThrow(TypeError)
    expect(network).not.toHaveBeenCalled()
  })

  test('a field with a line break', () =>
    expect(fetch(PUBLIC, { headers: { accept: 'a\r\nHost: b.example' } })).rejects.toThrow(TypeError))

  test.each<[string, object]>([
    ['schemes', { schemes: ['file'] }],
    ['ports', { ports: [0] }],
    ['ports', { ports: [1.5] }],
    ['allow', { allow: ['10.0.0.1/8'] }],
    ['allow', { allow: ['localhost'] }],
    ['redirects', { redirects: 'follow' }],
    ['maxBytes', { maxBytes: Number.POSITIVE_INFINITY }],
    ['milliseconds', { milliseconds: -1 }],
    ['milliseconds', { milliseconds: 2 ** 31 }],
    ['maxRedirects', { maxRedirects: Number.NaN }],
    ['maxHeaderBytes', { maxHeaderBytes: 0.5 }],
  ])('option %s', (name, options) => {
    expect(() => createGuardedFetch(options)).toThrow(name)
  })
})

describe('origins that were configured', () => {
  const origins = ['https://sso:8443', 'https://10.0.0.1', 'http://localhost:3000']

  test.each(['https://sso:8443/token', 'https://10.0.0.1/x', 'http://localhost:3000/'])(
    '%s is reached wherever it is',
    async (url) => {
      const { fetch } = guarded({ origins, schemes: ['https', 'http'] })
      expect((await fetch(url)).status).toBe(200)
    },
  )

  test('whatever their name stands for', async () => {
    const { fetch } = guarded({ origins: ['https://a.example'], resolve: async () => ['10.0.0.1'] })
    expect((await fetch(PUBLIC)).status).toBe(200)
  })

  test('are those alone: another port, host or scheme is looked at as ever', async () => {
    await refused('https://sso:8444/', 'ERR_FETCH_PORT', { origins })
    await refused('https://10.0.0.2/', 'ERR_FETCH_ADDRESS', { origins })
    await refused('https://sso/', 'ERR_FETCH_ADDRESS', { origins })
    await refused('http://localhost:3000/', 'ERR_FETCH_SCHEME', { origins })
    await refused('https://u:p@10.0.0.1/', 'ERR_FETCH_CREDENTIALS', { origins })
    await refused('https://b.example/', 'ERR_FETCH_ADDRESS', { origins, resolve: async () => ['10.0.0.1'] })
  })

  test.each(['https://sso/', 'sso', 'https://SSO', 'https://sso:443'])(
    '%s is not written as one',
    (origin) => {
      expect(() => createGuardedFetch({ origins: [origin] })).toThrow(/^origins: /)
    },
  )
})

describe('redirects by hand', () => {
  test('are the answer', async () => {
    const answer = () => new Response('x', { status: 302, headers: { location: 'http://10.0.0.1/' } })
    const { fetch, network } = guarded({ redirects: 'manual' }, answer)
    const given = await fetch(PUBLIC)
    expect([given.status, given.headers.get('location')]).toEqual([302, 'http://10.0.0.1/'])
    expect(network).toHaveBeenCalledTimes(1)
  })

  test('are refused where they were followed unasked, or are hidden', async () => {
    for (const change of [{ redirected: true }, { status: 0, type: 'opaqueredirect' }]) {
      const answer = () => {
        const response = new Response('x')
        for (const [name, value] of Object.entries(change)) Object.defineProperty(response, name, { value })
        return response
      }
      const { fetch } = guarded({ redirects: 'manual' }, answer)
      await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_REDIRECT'))
    }
  })
})
