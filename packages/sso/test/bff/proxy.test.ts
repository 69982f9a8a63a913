import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createBff } from '../../src/bff/index.ts'
import { NOW, ORIGIN, post } from '../hostile-provider.ts'
import { createBffBench, startInterface, streamed, told } from './bff-bench.ts'

describe('a request of a single-page portal', () => {
  test('goes to its interface with the token, and the answer comes back', async () => {
    const bench = await createBffBench((_, response) => {
      response.writeHead(201, { 'content-type': 'application/json', etag: '"7"' })
      response.end('{"id":7}')
    })
    const answer = await bench.call('/api/permits/2026/7?page=2&q=%E6%B5%8B', {
      method: 'POST',
      body: '{"name":"测试"}',
      headers: { 'content-type': 'application/json', 'accept-language': 'zh-CN' },
    })
    expect([answer.status, await answer.json()]).toEqual([201, { id: 7 }])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/json',
      etag: '"7"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    })
    expect(bench.came).toHaveLength(1)
    expect(bench.came[0]).toMatchObject({
      method: 'POST',
      url: '/v1/2026/7?page=2&q=%E6%B5%8B',
      body: '{"name":"测试"}',
      headers: { authorization: `Bearer ${bench.model.given[0]}`, 'accept-language': 'zh-CN' },
    })
  })

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'])('may be %s', async (method) => {
    const bench = await createBffBench()
    const body = method === 'PUT' || method === 'PATCH' ? { body: 'x' } : {}
    expect((await bench.call('/api/permits/7', { method, ...body })).status).toBe(200)
    expect(bench.came[0]?.method).toBe(method)
  })

  test('is none of ours outside the upstreams’ paths', async () => {
    const bench = await createBffBench()
    for (const path of ['/', '/api', '/api/permitsx', '/api/permit', '/other/api/permits'])
      expect(await bench.bff.handle(new Request(ORIGIN + path))).toBeUndefined()
    expect(bench.bff.paths).toEqual({ '/api/permits': '/api/permits/*' })
  })

  test('goes to the upstream of the longest path', async () => {
    const other = await startInterface()
    const bench = await createBffBench()
    const upstreams = [
      { path: '/api', to: bench.address },
      { path: '/api/seals', to: other.address },
    ] as const
    const bff = createBff(bench.sso, { upstreams: [...upstreams] })
    const headers = { cookie: bench.jar.header, 'x-xinyin-csrf': '1' }
    await bff.handle(new Request(`${ORIGIN}/api/seals/1`, { headers }))
    await bff.handle(new Request(`${ORIGIN}/api/other`, { headers }))
    expect([other.came.map(({ url }) => url), bench.came.map(({ url }) => url)]).toEqual([['/1'], ['/other']])
  })

  test('gets a renewed token where that of the sign-in is over', async () => {
    const bench = await createBffBench()
    bench.clock.seconds = NOW + 400
    await bench.call('/api/permits/7')
    expect(bench.came[0]?.headers.authorization).toBe(`Bearer ${bench.model.given[1]}`)
  })

  test('gets an exchanged token, or one for the interface, where the upstream says so', async () => {
    const exchanging = await createBffBench(undefined, { exchange: { audience: 'permits' } })
    await exchanging.call('/api/permits/7')
    expect(exchanging.model.asked.at(-1)?.form.get('audience')).toBe('permits')
    const narrow = await createBffBench(undefined, { token: { scope: 'read' } })
    await narrow.call('/api/permits/7')
    expect(narrow.model.asked.at(-1)?.form.get('scope')).toBe('read')
    expect(narrow.came[0]?.headers.authorization).toBe(`Bearer ${narrow.model.given.at(-1)}`)
  })

  test('is 401 for who is not signed in, or not any more', async () => {
    const bench = await createBffBench()
    const nobody = await bench.call('/api/permits/7', { headers: { cookie: '' } })
    expect(await told(nobody)).toEqual([401, 'ERR_SSO_SIGNED_OUT', 'login_required'])
    await bench.call('/api/permits/7')
    const { header } = bench.jar
    await post(bench, '/logout', {}, bench.jar)
    const after = await bench.call('/api/permits/7', { headers: { cookie: header } })
    expect(await told(after)).toEqual([401, 'ERR_SSO_SIGNED_OUT', 'login_required'])
    expect(bench.came).toHaveLength(1)
  })
})

describe('a body', () => {
  test('is passed on as it comes, on the way there and back', async () => {
    const bench = await createBffBench(({ body }, response) => {
      response.write(body.slice(0, 3))
      setTimeout(() => response.end(body.slice(3)), 20)
    })
    const answer = await bench.call('/api/permits/7', streamed(['abc', 'def', 'ghi']))
    const parts: string[] = []
    for await (const part of answer.body ?? []) parts.push(new TextDecoder().decode(part as Uint8Array))
    expect(parts.join('')).toBe('abcdefghi')
    expect(parts.length).toBeGreaterThan(1)
  })

  test('of bytes stays what it is', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 251)
    const bench = await createBffBench((_, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      response.end(bytes)
    })
    const answer = await bench.call('/api/permits/7')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes)
  })

  test.each([204, 304])('is none in an answer of %i', async (status) => {
    const bench = await createBffBench((_, response) => {
      response.writeHead(status)
      response.end()
    })
    const answer = await bench.call('/api/permits/7')
    expect([answer.status, answer.body]).toEqual([status, null])
  })
})

describe('a redirect', () => {
  const redirecting = (location: string) =>
    createBffBench((_, response) => {
      response.writeHead(303, { location })
      response.end()
    })

  test.each(['/v1/8?x=1', '8?x=1', './8?x=1'])(
    'to %s, within the interface, is one within the portal',
    async (location) => {
      const bench = await redirecting(location)
      const answer = await bench.call('/api/permits/7')
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/api/permits/8?x=1'])
    },
  )

  test.each([
    'https://evil.example/',
    '//evil.example/v1/8',
    '/v2/8',
    '/v1/../admin',
    'javascript:alert(1)',
    'http://[',
  ])('attack: to %s is not passed on', async (location) => {
    const bench = await redirecting(location)
    const answer = await bench.call('/api/permits/7')
    expect(answer.headers.has('location')).toBe(false)
    expect(await told(answer)).toEqual([502, 'ERR_SSO_BFF_UPSTREAM', 'temporarily_unavailable'])
    expect(bench.came).toHaveLength(1)
  })
})

describe('an interface that wants a nonce in the proof', () => {
  const bound = { binding: { by: 'dpop' } } as const
  const nonceOf = (proof: unknown) =>
    JSON.parse(Buffer.from(String(proof).split('.')[1] ?? '', 'base64url').toString())['nonce']
  const wanting = (maxRequestBytes = 10_000_000) =>
    createBffBench(
      ({ headers, body }, response) => {
        if (nonceOf(headers['dpop']) === 'r1') return response.end(`got ${body.length}`)
        response.writeHead(401, { 'dpop-nonce': 'r1', 'www-authenticate': 'DPoP error="use_dpop_nonce"' })
        response.end()
      },
      { maxRequestBytes },
      bound,
    )

  test('gets the same body again, with the nonce', async () => {
    const bench = await wanting()
    const answer = await bench.call('/api/permits/7', streamed(['abc', 'def']))
    expect([answer.status, await answer.text()]).toEqual([200, 'got 6'])
    expect(bench.came.map(({ body }) => body)).toEqual(['abcdef', 'abcdef'])
    expect(bench.came[1]?.headers.authorization).toBe(`DPoP ${bench.model.given[0]}`)
  })

  test('and of which the body was too long to be kept, is to be asked again, which works', async () => {
    const bench = await wanting()
    const long = () => streamed(Array.from({ length: 20 }, () => new Uint8Array(10_000)))
    expect(await told(await bench.call('/api/permits/7', long()))).toEqual([
      502,
      'ERR_SSO_BFF_UPSTREAM',
      'temporarily_unavailable',
    ])
    expect(await (await bench.call('/api/permits/7', long())).text()).toBe('got 200000')
  })
})

test('an upload that is under way when a nonce is asked for comes whole, or not at all', async () => {
  const bench = await createBffBench(undefined, {}, { binding: { by: 'dpop' } })
  const came: number[] = []
  const server = createServer((request, response) => {
    const proof = String(request.headers['dpop']).split('.')[1] ?? ''
    if (JSON.parse(Buffer.from(proof, 'base64url').toString())['nonce'] === 'r1') {
      let size = 0
      request.on('data', (chunk: Buffer) => {
        size += chunk.length
      })
      request.on('end', () => {
        came.push(size)
        response.end(`got ${size}`)
      })
      return
    }
    // Before the body has come.
    response.writeHead(401, { 'dpop-nonce': 'r1', 'www-authenticate': 'DPoP error="use_dpop_nonce"' })
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const bff = createBff(bench.sso, { upstreams: [{ path: '/api/uploads', to }] })
  let sent = 0
  const body = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      sent += 1
      if (sent > 6) controller.close()
      else controller.enqueue(new Uint8Array(40_000))
    },
  })
  const headers = { 'x-xinyin-csrf': '1', cookie: bench.jar.header }
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
  const answer = await bff.handle(new Request(`${ORIGIN}/api/uploads/1`, init))
  expect([answer?.status, came]).toEqual([200, [240_000]])
})

describe('an interface that wants a stronger sign-in', () => {
  const asking = (challenge: string) =>
    createBffBench((_, response) => {
      response.writeHead(401, { 'www-authenticate': challenge })
      response.end('secret details')
    })

  test('is told to the page, which can send the user there (RFC 9470)', async () => {
    const challenge =
      'Bearer error="insufficient_user_authentication", error_description="x", acr_values="level-4 level-5", max_age=300'
    const answer = await (await asking(challenge)).call('/api/permits/7')
    expect(answer.status).toBe(401)
    expect(answer.headers.has('www-authenticate')).toBe(false)
    expect(await answer.json()).toMatchObject({
      error: 'insufficient_user_authentication',
      code: 'ERR_SSO_BFF_STEP_UP',
      acr_values: 'level-4 level-5',
      max_age: 300,
    })
  })

  test.each([
    'Bearer error="invalid_token"',
    'Basic realm="Password please"',
    '',
    `Bearer ${'x'.repeat(5000)}`,
  ])(
    'and says %s instead, the user has to sign in, and the browser asks for no password',
    async (challenge) => {
      const answer = await (await asking(challenge)).call('/api/permits/7')
      expect(answer.headers.has('www-authenticate')).toBe(false)
      expect(await told(answer)).toEqual([401, 'ERR_SSO_BFF_TOKEN', 'login_required'])
    },
  )
})

describe('an interface that is out', () => {
  test('is told without saying where it is', async () => {
    const bench = await createBffBench()
    const bff = createBff(bench.sso, { upstreams: [{ path: '/api/x', to: 'http://127.0.0.1:9' }] })
    const headers = { cookie: bench.jar.header, 'x-xinyin-csrf': '1', 'accept-language': 'en' }
    const answer = await bff.handle(new Request(`${ORIGIN}/api/x/1`, { headers }))
    const body = await answer?.text()
    expect([answer?.status, body]).toEqual([502, expect.stringContaining('ERR_SSO_BFF_UPSTREAM')])
    expect(body).not.toMatch(/127\.0\.0\.1|ECONN|fetch failed/)
  })

  test('and does not begin to answer is given up', async () => {
    const bench = await createBffBench(() => {}, { milliseconds: 50 })
    expect(await told(await bench.call('/api/permits/7'))).toEqual([
      502,
      'ERR_SSO_BFF_UPSTREAM',
      'temporarily_unavailable',
    ])
  })

  test('and stops in the midst of an answer breaks off', async () => {
    const bench = await createBffBench(
      (_, response) => {
        response.write('a part')
      },
      { milliseconds: 50 },
    )
    const answer = await bench.call('/api/permits/7')
    await expect(answer.text()).rejects.toThrow()
    expect(bench.faults).toMatchObject([{ code: 'ERR_SSO_BFF_UPSTREAM', facts: { reason: 'too slow' } }])
  })

  test('is asked no more when the browser has gone', async () => {
    const gone = new AbortController()
    const bench = await createBffBench(() => gone.abort())
    const answer = await bench.call('/api/permits/7', { signal: gone.signal })
    expect(answer.status).toBe(502)
  })
})
