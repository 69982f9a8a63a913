import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { decodeHex } from '@xinyin/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { nodeHandler } from '../../src/adapters/node-http.ts'
import { createBff } from '../../src/bff/index.ts'
import { NOW, ORIGIN } from '../hostile-provider.ts'
import { type BffBench, type Came, createBffBench, streamed, told } from './bff-bench.ts'

/** Fields in which one reader or another finds a token. */
const SMUGGLED = [
  'access_token=x',
  'a=1&access_token=',
  'access%5Ftoken=x',
  'a=1;access_token=x',
  'access_token[]=x',
  'access_token%5B0%5D=x',
  'Access_Token=x',
  '+access_token=x',
  'access.token=x',
  'access+token=x',
  'access%255ftoken=x',
  'access_token',
  'access_token%00=x',
  '%61%63%63%65%73%73%5f%74%6f%6b%65%6e=x',
  // ASP.NET reads escapes of this kind.
  '%u0061ccess%u005ftoken=x',
  // Who cuts the address at the last question mark, or cuts one off that is no longer there.
  '?access_token=x',
  'a=1?access_token=x',
  '%EF%BB%BFaccess_token=x',
]
const PLAIN = [
  'a=access_token',
  'access_tokens=1',
  'my_access_token=1',
  'accesstoken=1',
  'a=%E5%AE%8C&b=100%',
  '',
]

describe('attack by another site: a request', () => {
  const forged: [what: string, init: RequestInit, code: string][] = [
    ['without the header', { headers: { 'x-xinyin-csrf': '' } }, 'ERR_SSO_BFF_HEADER'],
    ['with another value of the header', { headers: { 'x-xinyin-csrf': '0' } }, 'ERR_SSO_BFF_HEADER'],
    ['with the header twice', { headers: { 'x-xinyin-csrf': '1, 1' } }, 'ERR_SSO_BFF_HEADER'],
    ['of another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 'ERR_SSO_CROSS_SITE'],
    ['of a sibling city', { headers: { 'sec-fetch-site': 'same-site' } }, 'ERR_SSO_CROSS_SITE'],
    ['of an address that was typed', { headers: { 'sec-fetch-site': 'none' } }, 'ERR_SSO_CROSS_SITE'],
    ['of another origin', { headers: { origin: 'https://evil.example' } }, 'ERR_SSO_CROSS_SITE'],
    ['of no origin', { headers: { origin: 'null' } }, 'ERR_SSO_CROSS_SITE'],
    [
      'of a form',
      { method: 'POST', body: 'a=1', headers: { 'x-xinyin-csrf': '', 'content-type': 'text/plain' } },
      'ERR_SSO_BFF_HEADER',
    ],
  ]
  test.each(forged)('%s goes nowhere, though the cookie came along', async (_, init, code) => {
    const bench = await createBffBench()
    expect(await told(await bench.call('/api/permits/7', init))).toEqual([403, code, 'access_denied'])
    expect(bench.came).toEqual([])
  })

  test('that asks beforehand is told no, and no answer is for others to read', async () => {
    const bench = await createBffBench((_, response) => {
      response.writeHead(200, {
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'true',
      })
      response.end()
    })
    const asked = await bench.call('/api/permits/7', {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example', 'access-control-request-headers': 'x-xinyin-csrf' },
    })
    expect(asked.status).toBe(405)
    const answer = await bench.call('/api/permits/7')
    for (const { headers } of [asked, answer])
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })
})

describe('attack on where a request goes: a path', () => {
  const crooked = [
    '/%2e%2e%2fadmin',
    '/%2E%2E/admin',
    '/..%2fadmin',
    '/..%5cadmin',
    '/a/..;/..;/admin',
    '/..;x=1/admin',
    '/.;/admin',
    '/%252e%252e%252fadmin',
    '/%252e%252e/admin',
    '/%25252e%25252e%25252fadmin',
    '/a%2fb',
    '/a%5cb',
    '/a%00b',
    '/a%0d%0ab',
    '//evil.example/',
    '/a//b',
    '/%c0%ae%c0%ae/admin',
    '/%ff',
    '/%uff0e',
    '/．．/admin',
    '/%EF%BC%8E%EF%BC%8E/admin',
    '/a／b',
    '/％2e％2e/admin',
    '/a/％252e％252e/admin',
    '/a％00b',
    '/%20../admin',
    '/..%20/admin',
    `/${'a'.repeat(9000)}`,
  ]
  test.each(crooked)('%s is not passed on', async (rest) => {
    const bench = await createBffBench()
    // What a URL parser has put straight before is below no upstream.
    const answer = await bench.call(`/api/permits${rest}`)
    if (answer.status !== 404)
      expect(await told(answer)).toEqual([400, 'ERR_SSO_BFF_PATH', 'invalid_request'])
    expect(bench.came).toEqual([])
  })

  test.each([
    '/100%25',
    '/a%20b',
    '/%E6%B5%8B%E8%AF%95.pdf',
    '/a.b..c',
    '/a;v=1/b',
    '/a:b@c',
    '/',
    '',
    '/%E5%AE%8C%E6%88%90100%EF%BC%85',
  ])('%s is a plain one, and stays as it is', async (rest) => {
    const bench = await createBffBench()
    expect((await bench.call(`/api/permits${rest}`)).status).toBe(200)
    expect(bench.came[0]?.url).toBe(`/v1${rest}`)
  })

  test('up and out of the upstream is another address of the portal, and none of ours', async () => {
    const bench = await createBffBench()
    for (const path of ['/api/permits/../admin', '/api/permits/%2e%2e/admin', '/api/permits/a/../../admin'])
      expect((await bench.call(path)).status).toBe(404)
    expect(bench.came).toEqual([])
  })

  test('with a token in its query is not passed on', async () => {
    const bench = await createBffBench()
    for (const query of SMUGGLED)
      expect(await told(await bench.call(`/api/permits/7?${query}`))).toEqual([
        400,
        'ERR_SSO_BFF_QUERY',
        'invalid_request',
      ])
    expect(bench.came).toEqual([])
  })

  const FORM = 'application/x-www-form-urlencoded'
  const post = (body: string | Uint8Array, type: string) => ({
    method: 'POST',
    body: body as BodyInit,
    headers: { 'content-type': type },
  })

  test('with a token in its form is not passed on', async () => {
    const bench = await createBffBench()
    const types = [FORM, FORM.toUpperCase(), `${FORM}; charset=utf-8`, `text/plain, ${FORM}`]
    for (const type of types)
      for (const form of SMUGGLED)
        expect(await told(await bench.call('/api/permits/7', post(form, type)))).toEqual([
          400,
          'ERR_SSO_BFF_FORM',
          'invalid_request',
        ])
    const { headers: _, ...inParts } = streamed(['a=1&acce', 'ss_to', 'ken=x'])
    const headers = { 'content-type': FORM }
    expect((await bench.call('/api/permits/7', { ...inParts, headers })).status).toBe(400)
    expect(bench.came).toEqual([])
  })

  test('with a form in which a token cannot be seen is not passed on', async () => {
    const bench = await createBffBench()
    // `access_token=x` in EBCDIC: what is read as ASCII is no name.
    const hidden = decodeHex('81838385a2a26da3969285957ea7')
    const form = 'access_token=x'
    const refused = [400, 'ERR_SSO_BFF_FORM', 'invalid_request']
    for (const charset of ['utf-16le', 'utf-7', 'ibm037', '"ibm037"', ''])
      expect(
        await told(await bench.call('/api/permits/7', post(hidden, `${FORM}; charset=${charset}`))),
      ).toEqual(refused)
    expect(
      await told(await bench.call('/api/permits/7', post(hidden, `${FORM}; charset*=utf-16le''`))),
    ).toEqual(refused)
    // Many readers go by the marks at a text's beginning, whatever the field says.
    const wide = Buffer.from(`\ufeff${form}`, 'utf16le')
    const marked = Buffer.from(`\ufeff${form}`)
    for (const bytes of [wide, Buffer.from(wide).swap16(), wide.subarray(2), marked])
      expect(await told(await bench.call('/api/permits/7', post(bytes, FORM)))).toEqual(refused)
    expect(bench.came).toEqual([])
  })

  test('none: forms and queries without one go on as they are', async () => {
    const bench = await createBffBench()
    for (const type of [FORM, `${FORM}; charset=GBK`, `${FORM};charset="utf-8"`])
      for (const form of PLAIN) {
        expect((await bench.call(`/api/permits/7?${form}`, post(form, type))).status).toBe(200)
        expect(bench.came.at(-1)).toMatchObject({ body: form, headers: { 'content-type': type } })
      }
    // A document that speaks of tokens is no form.
    expect((await bench.call('/api/permits/7', post('access_token=x', 'text/plain'))).status).toBe(200)
    expect(bench.came.at(-1)?.body).toBe('access_token=x')
  })

  test('with a form that is too long is not read to its end', async () => {
    const bench = await createBffBench(undefined, { maxRequestBytes: 10 })
    const { headers: _, ...inParts } = streamed(['a=1234567', '89', 'b'])
    const answer = await bench.call('/api/permits/7', { ...inParts, headers: { 'content-type': FORM } })
    expect(await told(answer)).toEqual([413, 'ERR_SSO_BFF_SIZE', 'invalid_request'])
    expect(bench.came).toEqual([])
  })
})

describe('attack by header fields', () => {
  const smuggled = {
    authorization: 'Bearer of-the-attacker',
    dpop: 'proof',
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-for': '10.0.0.1',
    'x-real-ip': '10.0.0.1',
    forwarded: 'for=10.0.0.1',
    'x-http-method-override': 'DELETE',
    'proxy-authorization': 'Basic eA==',
    te: 'trailers',
    'x-original-url': '/admin',
    'x-rewrite-url': '/admin',
    'x-user': 'admin',
  }

  test('nothing of the browser goes on but what is on the list', async () => {
    const bench = await createBffBench()
    await bench.call('/api/permits/7', { headers: smuggled })
    const headers: Came['headers'] = bench.came[0]?.headers ?? {}
    expect(headers.authorization).toBe(`Bearer ${bench.model.given[0]}`)
    expect(headers.host).toBe(new URL(bench.address).host)
    for (const name of ['cookie', 'x-xinyin-csrf', ...Object.keys(smuggled)])
      if (name !== 'authorization' && name !== 'host')
        expect([name, headers[name]]).toEqual([name, undefined])
  })

  test('what `Connection` names ends here', async () => {
    const bench = await createBffBench(undefined, { requestHeaders: ['x-tenant'] })
    await bench.call('/api/permits/7', { headers: { 'x-tenant': 'a' } })
    await bench.call('/api/permits/7', { headers: { 'x-tenant': 'a', connection: 'close, X-Tenant' } })
    expect(bench.came.map(({ headers }) => headers['x-tenant'])).toEqual(['a', undefined])
  })

  test('nothing of an interface comes back but what is on the list', async () => {
    const evil = {
      'set-cookie': '__Host-xinyin-session=planted; Path=/; Secure',
      'clear-site-data': '"*"',
      'service-worker-allowed': '/',
      'strict-transport-security': 'max-age=0',
      'content-security-policy': "default-src *; script-src 'unsafe-inline'",
      'x-accel-redirect': '/etc/passwd',
      'x-sendfile': '/etc/passwd',
      refresh: '0; url=https://evil.example/',
      link: '<https://evil.example/>; rel=preload',
      'alt-svc': 'h2="evil.example:443"',
      'cache-control': 'public, max-age=31536000',
      'proxy-authenticate': 'Basic',
      server: 'intranet/1.0',
      'content-type': 'text/html',
    }
    const bench = await createBffBench((_, response) => {
      response.writeHead(200, evil)
      response.end('<script>alert(1)</script>')
    })
    const answer = await bench.call('/api/permits/7')
    expect([...answer.headers.keys()].sort()).toEqual([
      'cache-control',
      'content-security-policy',
      'content-type',
      'cross-origin-resource-policy',
      'referrer-policy',
      'x-content-type-options',
    ])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; sandbox/)
  })

  test.each([
    ['requestHeaders', 'cookie'],
    ['requestHeaders', 'authorization'],
    ['requestHeaders', 'x-forwarded-for'],
    ['requestHeaders', 'host'],
    ['answerHeaders', 'set-cookie'],
    ['answerHeaders', 'access-control-allow-origin'],
    ['answerHeaders', 'clear-site-data'],
    ['answerHeaders', 'www-authenticate'],
    ['requestHeaders', 'X-Upper'],
    ['requestHeaders', 'a b'],
  ])('%s may not let %s through', async (option, name) => {
    const bench = await createBffBench()
    const upstream = { path: '/api/x', to: bench.address, [option]: [name] }
    expect(() => createBff(bench.sso, { upstreams: [upstream] })).toThrow(/never passed on/)
  })
})

describe('attack by size', () => {
  const limited = (maxRequestBytes: number) => createBffBench(undefined, { maxRequestBytes })

  test('a body that says to be too long is not read', async () => {
    const bench = await limited(1000)
    const answer = await bench.call('/api/permits/7', {
      method: 'POST',
      body: 'x',
      headers: { 'content-length': '1001' },
    })
    expect(await told(answer)).toEqual([413, 'ERR_SSO_BFF_SIZE', 'invalid_request'])
    expect(bench.came).toEqual([])
  })

  test('a body that says nothing, and does not end, breaks off', async () => {
    const bench = await limited(100_000)
    let sent = 0
    const body = new ReadableStream({
      pull(controller) {
        sent += 10_000
        controller.enqueue(new Uint8Array(10_000))
      },
    })
    const answer = await bench.call('/api/permits/7', { method: 'POST', body, duplex: 'half' } as RequestInit)
    expect(await told(answer)).toEqual([413, 'ERR_SSO_BFF_SIZE', 'invalid_request'])
    expect(sent).toBeLessThan(400_000)
  })

  test('an answer that does not end breaks off', async () => {
    const bench = await createBffBench(
      (_, response) => {
        const write = () => {
          while (!response.destroyed && response.write(Buffer.alloc(50_000)));
          response.once('drain', write)
        }
        write()
      },
      { maxAnswerBytes: 200_000 },
    )
    const answer = await bench.call('/api/permits/7')
    await expect(answer.arrayBuffer()).rejects.toThrow()
    expect(bench.faults).toMatchObject([{ facts: { reason: 'too long' } }])
  })

  test('an answer that is packed counts as it unpacks', async () => {
    const { gzipSync } = await import('node:zlib')
    const bench = await createBffBench(
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' })
        response.end(gzipSync(Buffer.alloc(20_000_000)))
      },
      { maxAnswerBytes: 200_000 },
    )
    const answer = await bench.call('/api/permits/7')
    expect(answer.headers.has('content-encoding')).toBe(false)
    await expect(answer.arrayBuffer()).rejects.toThrow()
  })
})

describe('attack by what is no request of a page', () => {
  test.each(['OPTIONS', 'PROPFIND', 'PURGE'])('the method %s is not passed on', async (method) => {
    const bench = await createBffBench()
    expect(await told(await bench.call('/api/permits/7', { method }))).toEqual([
      405,
      'ERR_SSO_METHOD',
      'invalid_request',
    ])
    expect(bench.came).toEqual([])
  })

  test('a method that an upstream does not take is not passed on', async () => {
    const bench = await createBffBench(undefined, { methods: ['GET'] })
    const answer = await bench.call('/api/permits/7', { method: 'DELETE' })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
  })

  test('a session that ended elsewhere gets nothing more', async () => {
    const bench = await createBffBench()
    await bench.call('/api/permits/7')
    await bench.store.destroyBySub('https://op.example', 'someone', NOW, NOW + 900)
    expect((await bench.call('/api/permits/7')).status).toBe(401)
    expect(bench.came).toHaveLength(1)
  })

  test('what was to be done for a company is not, once the mandate has ended', async () => {
    const bench = await createBffBench()
    const [found] = await bench.store.list('https://op.example', 'someone')
    const { key, session } = found ?? expect.fail('no session')
    const company = { name: '测试有限公司', creditCode: '91330100MA00000000' }
    const mandate = { id: 'm1', company, actingAs: 'agent', expiresAt: NOW + 60 } as const
    const agent = { name: '测试甲', role: 'agent', mandate } as const
    const subject = { kind: 'legal-person', ...company, agent } as const
    await bench.store.put(key, { ...session, user: { ...session.user, subject: subject as never } })
    expect((await bench.call('/api/permits/7')).status).toBe(200)
    bench.clock.seconds = NOW + 61
    expect(await told(await bench.call('/api/permits/7'))).toEqual([
      403,
      'ERR_SSO_MANDATE_EXPIRED',
      'access_denied',
    ])
    expect(bench.came).toHaveLength(1)
  })

  test('the page never sees a token, whatever it asks', async () => {
    const bench = await createBffBench(({ headers }, response) => response.end(String(headers['cookie'])))
    const answers = await Promise.all([
      bench.call('/api/permits/7', streamed(['x'])),
      bench.call('/api/permits/7', { headers: { 'x-xinyin-csrf': '' } }),
    ])
    for (const answer of answers)
      expect(`${await answer.text()} ${JSON.stringify([...answer.headers])}`).not.toMatch(/access-|refresh /)
  })
})

/** A portal on a port of this machine, to which anything can be said. */
async function serve(bench: BffBench): Promise<(lines: readonly string[]) => Promise<string>> {
  const handle = nodeHandler(bench.bff)
  const server = createServer(async (request, response) => {
    if (await handle(request, response)) return
    response.statusCode = 404
    response.end('not ours')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const common = [`cookie: ${bench.jar.header}`, 'x-xinyin-csrf: 1', 'connection: close', '', '']
  return (lines) =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      let said = ''
      socket.on('data', (chunk) => {
        said += chunk
      })
      socket.on('close', () => resolve(said))
      socket.on('error', () => resolve(said))
      socket.write([...lines, ...common].join('\r\n'))
      setTimeout(() => socket.destroy(), 3000).unref()
    })
}

describe('attack over the wire: a request', () => {
  test('for an address with another host goes to the upstream and nowhere else', async () => {
    const bench = await createBffBench()
    const say = await serve(bench)
    const said = await say(['GET http://evil.example/api/permits/7 HTTP/1.1', 'Host: evil.example'])
    expect(said).toMatch(/^HTTP\/1\.1 (?:200|404)/)
    for (const { headers } of bench.came) expect(headers.host).toBe(new URL(bench.address).host)
  })

  test.each([
    'GET /api/permits/../../admin HTTP/1.1',
    'GET /api/permits/%2e%2e/admin HTTP/1.1',
    'GET /api/permits/..\\..\\admin HTTP/1.1',
    'GET \\\\evil.example\\api\\permits HTTP/1.1',
    'GET //evil.example/api/permits/7 HTTP/1.1',
    'GET http://127.0.0.1:1/api/permits@evil.example/ HTTP/1.1',
    'GET * HTTP/1.1',
  ])('%s never leaves the interface’s own address', async (line) => {
    const bench = await createBffBench()
    const say = await serve(bench)
    await say([line, 'Host: portal.example'])
    for (const { url } of bench.came) expect(url).toMatch(/^\/v1(?:\/|$)/)
    expect(bench.came.filter(({ url }) => url.includes('admin') || url.includes('evil'))).toEqual([])
  })

  test('for a WebSocket is refused', async () => {
    const bench = await createBffBench()
    const say = await serve(bench)
    const said = await say([
      'GET /api/permits/live HTTP/1.1',
      'Host: portal.example',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
    ])
    expect(said).toMatch(/^HTTP\/1\.1 400[\s\S]*ERR_SSO_BFF_UPGRADE/)
    const direct = await bench.call('/api/permits/live', { headers: { upgrade: 'h2c' } })
    expect(await told(direct)).toEqual([400, 'ERR_SSO_BFF_UPGRADE', 'invalid_request'])
    expect(bench.came).toEqual([])
  })

  test('to make a tunnel is refused', async () => {
    const bench = await createBffBench()
    const say = await serve(bench)
    expect(await say(['CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example'])).not.toMatch(
      /^HTTP\/1\.1 200/,
    )
    expect(await say(['TRACE /api/permits/7 HTTP/1.1', 'Host: portal.example'])).toMatch(/^HTTP\/1\.1 405/)
    expect(bench.came).toEqual([])
  })
})

describe('upstreams', () => {
  test.each([
    [{ path: 'api', to: 'https://a.example' }, 'path'],
    [{ path: '/api/', to: 'https://a.example' }, 'path'],
    [{ path: '/', to: 'https://a.example' }, 'path'],
    [{ path: '/a', to: 'http://a.example' }, 'to'],
    [{ path: '/a', to: 'https://user:pw@a.example' }, 'to'],
    [{ path: '/a', to: 'https://a.example/?x=1' }, 'to'],
    [{ path: '/a', to: 'a.example' }, 'to'],
    [{ path: '/a', to: 'https://a.example', methods: ['TRACE'] }, 'methods'],
    [{ path: '/a', to: 'https://a.example', maxRequestBytes: 0 }, 'maxRequestBytes'],
    [{ path: '/a', to: 'https://a.example', milliseconds: 1.5 }, 'milliseconds'],
    [{ path: '/a', to: 'https://a.example', token: {}, exchange: { audience: 'x' } }, 'token, exchange'],
  ])('%j are refused at the start, all mistakes at once', async (upstream, option) => {
    const bench = await createBffBench()
    const create = () => createBff(bench.sso, { upstreams: [upstream, { path: 'x', to: 'x' }] })
    expect(create).toThrow(expect.objectContaining({ code: 'ERR_SSO_CONFIGURATION' }))
    expect(create).toThrow(new RegExp(`upstreams\\.0\\.${option}.*upstreams\\.1\\.path.*upstreams\\.1\\.to`))
  })

  test('at one path, or none at all, are refused', async () => {
    const { sso } = await createBffBench()
    const one = { path: '/a', to: 'https://a.example' }
    expect(() => createBff(sso, { upstreams: [one, one] })).toThrow(/is there twice/)
    expect(() => createBff(sso, { upstreams: [] as never })).toThrow(/at least one/)
    expect(createBff(sso, { upstreams: [one] }).origin).toBe(ORIGIN)
  })
})
