import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createNodeFetch, type NodeFetchOptions } from '../../src/node/index.ts'
import { closeServers, type Loopback, listen, serve, serveTls } from './loopback.ts'

afterEach(closeServers)

const coded = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

/** A fetch for one server on this machine, that every name resolves to. */
const fetchFrom = ({ port }: Loopback, options: NodeFetchOptions = {}) =>
  createNodeFetch({
    schemes: ['https', 'http'],
    ports: [port],
    allow: ['127.0.0.0/8'],
    resolve: async () => ['127.0.0.1'],
    ...options,
  })

/** A server that writes these octets and leaves the connection open. */
const serveRaw = (text: string) =>
  listen(createServer((socket) => void socket.once('data', () => socket.write(text))) as never)

describe('answers', () => {
  test('what the server says is what comes out, and what is sent arrives', async () => {
    const server = await serve((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part) => parts.push(part))
      request.on('end', () => {
        const { method, url, headers } = request
        response.writeHead(201, { 'x-seen': `${method} ${url} ${headers.host} ${headers.connection}` })
        response.end(Buffer.concat([Buffer.from(`${headers['content-length']} `), ...parts]))
      })
    })
    const fetch = fetchFrom(server)
    const answer = await fetch(`http://a.example:${server.port}/x?y=1#z`, {
      method: 'POST',
      body: Uint8Array.of(65, 66),
    })
    expect(answer.status).toBe(201)
    expect(answer.headers.get('x-seen')).toBe(`POST /x?y=1 a.example:${server.port} close`)
    expect(await answer.text()).toBe('2 AB')
  })

  test.each([
    ['HEAD', 200],
    ['GET', 204],
    ['GET', 304],
  ])('%s answered with %i has no body', async (method, status) => {
    const server = await serve((_, response) => void response.writeHead(status).end())
    const answer = await fetchFrom(server)(`http://a.example:${server.port}/`, { method })
    expect([answer.status, await answer.text()]).toEqual([status, ''])
  })

  test('nothing stays open', async () => {
    const server = await serve((_, response) => void response.end('ok'))
    const fetch = fetchFrom(server)
    for (let i = 0; i < 5; i++) await fetch(`http://a.example:${server.port}/`)
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })
})

describe('TLS', () => {
  test('the name of the certificate is checked, though the connection goes to an address', async () => {
    const server = await serveTls('a.example', (_, response) => void response.end('ok'))
    const fetch = fetchFrom(server, { ca: server.ca })
    expect(await (await fetch(`https://a.example:${server.port}/`)).text()).toBe('ok')
    await expect(fetch(`https://b.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_NETWORK'))
    await expect(fetch(`https://127.0.0.1:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_NETWORK'))
  })

  test('an unknown authority is refused, whatever the environment says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    try {
      const server = await serveTls('a.example', (_, response) => void response.end('ok'))
      const answer = fetchFrom(server)(`https://a.example:${server.port}/`)
      await expect(answer).rejects.toThrow(coded('ERR_FETCH_NETWORK'))
    } finally {
      vi.unstubAllEnvs()
    }
  })
})

describe('addresses', () => {
  test('a name that changes its address after the look gains nothing', async () => {
    const seen = vi.fn()
    const server = await serve((_, response) => {
      seen()
      response.end('inside')
    })
    const answers = [['1.1.1.1'], ['127.0.0.1']]
    const resolve = vi.fn(async () => answers.shift() ?? ['127.0.0.1'])
    const fetch = createNodeFetch({ schemes: ['http'], ports: [server.port], resolve, milliseconds: 300 })
    // The public address does not answer here; that the one on this machine is not asked is what counts.
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(/./)
    expect(resolve).toHaveBeenCalledOnce()
    expect(seen).not.toHaveBeenCalled()
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_ADDRESS'))
    expect(seen).not.toHaveBeenCalled()
  })

  test('without a network that allows it, this machine is not reached by name or number', async () => {
    const server = await serve((_, response) => void response.end('inside'))
    const fetch = createNodeFetch({ schemes: ['http'], ports: [server.port] })
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '0', '[::ffff:127.0.0.1]', '2130706433'])
      await expect(fetch(`http://${host}:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_ADDRESS'))
  })

  test('one private address among public ones refuses the name', async () => {
    const server = await serve((_, response) => void response.end('inside'))
    const fetch = fetchFrom(server, { resolve: async () => ['127.0.0.1', '10.0.0.1'] })
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(
      coded('ERR_FETCH_ADDRESS', { address: '10.0.0.1' }),
    )
  })

  test('the resolver of the system is asked unless another is given', async () => {
    const server = await serve((_, response) => void response.end('ok'))
    const fetch = createNodeFetch({
      schemes: ['http'],
      ports: [server.port],
      allow: ['127.0.0.0/8', '::1/128'],
    })
    expect(await (await fetch(`http://localhost:${server.port}/`)).text()).toBe('ok')
    await expect(fetch(`http://a.invalid:${server.port}/`)).rejects.toThrow(
      coded('ERR_FETCH_RESOLVE', { host: 'a.invalid' }),
    )
  })

  test('of several addresses one that answers is enough', async () => {
    const server = await serve((_, response) => void response.end('ok'))
    const fetch = fetchFrom(server, { resolve: async () => ['127.0.0.2', '127.0.0.1'] })
    expect(await (await fetch(`http://a.example:${server.port}/`)).text()).toBe('ok')
  })
})

describe('redirects', () => {
  test('to a private address are refused', async () => {
    const seen: (string | undefined)[] = []
    const server = await serve((request, response) => {
      seen.push(request.url)
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end()
    })
    for (const redirects of ['none', 'same-origin'] as const) {
      const fetch = fetchFrom(server, { redirects, ports: [80, server.port] })
      await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_REDIRECT'))
    }
    expect(seen).toEqual(['/', '/'])
  })

  test('within the origin are followed where that is allowed', async () => {
    const server = await serve((request, response) =>
      request.url === '/'
        ? void response.writeHead(302, { location: '/there' }).end()
        : void response.end(request.url),
    )
    const fetch = fetchFrom(server, { redirects: 'same-origin' })
    expect(await (await fetch(`http://a.example:${server.port}/`)).text()).toBe('/there')
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })
})

describe('hostile servers', () => {
  test('a body without an end', async () => {
    const server = await serve((_, response) => {
      const more = () =>
        void (
          response.destroyed ||
          (response.write(Buffer.alloc(65_536)) ? setImmediate(more) : response.once('drain', more))
        )
      more()
    })
    const fetch = fetchFrom(server, { maxBytes: 1_000_000 })
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(
      coded('ERR_FETCH_SIZE', { limit: 1_000_000 }),
    )
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })

  test('gzip that was not asked for is undone, and a bomb of it is given up', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000))
    expect(bomb.length).toBeLessThan(100_000)
    const server = await serve(({ url }, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(url === '/bomb' ? bomb : url === '/broken' ? bomb.subarray(0, 1000) : gzipSync('ok'))
    })
    const fetch = fetchFrom(server, { maxBytes: 1_000_000 })
    expect(await (await fetch(`http://a.example:${server.port}/`)).text()).toBe('ok')
    await expect(fetch(`http://a.example:${server.port}/bomb`)).rejects.toThrow(coded('ERR_FETCH_SIZE'))
    const patient = fetchFrom(server, { maxBytes: 100_000_000 })
    await expect(patient(`http://a.example:${server.port}/broken`)).rejects.toThrow(
      coded('ERR_FETCH_NETWORK'),
    )
  })

  test('gzip of no octets is an answer cut off, and gzip of nothing an empty one', async () => {
    const server = await serve(({ url }, response) => {
      const body = url === '/empty' ? gzipSync('') : Buffer.alloc(0)
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body)
    })
    const fetch = fetchFrom(server)
    expect(await (await fetch(`http://a.example:${server.port}/empty`)).text()).toBe('')
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_NETWORK'))
  })

  test('another encoding is refused', async () => {
    const server = await serve(
      (_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end('ok'),
    )
    await expect(fetchFrom(server)(`http://a.example:${server.port}/`)).rejects.toThrow(
      coded('ERR_FETCH_ENCODING'),
    )
  })

  test.each([
    ['says nothing', ''],
    ['stops in the header', 'HTTP/1.1 200 OK\r\nContent-Le'],
    ['stops in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
    ['never ends a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab'],
    ['waits after 103', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ])('one that %s is given up in time', async (_, text) => {
    const server = await serveRaw(text)
    const fetch = fetchFrom(server, { milliseconds: 100 })
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_TIME'))
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })

  test('a drop at a time is given up in time', async () => {
    const server = await serve((_, response) => {
      const timer = setInterval(() => response.write('a'), 5)
      response.on('close', () => clearInterval(timer))
    })
    const fetch = fetchFrom(server, { milliseconds: 100 })
    await expect(fetch(`http://a.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_TIME'))
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })

  test.each([
    ['too much of a header', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(20_000)}\r\nContent-Length: 0\r\n\r\n`],
    ['too many fields', `HTTP/1.1 200 OK\r\n${'A: b\r\n'.repeat(4000)}Content-Length: 0\r\n\r\n`],
    ['a field that is none', 'HTTP/1.1 200 OK\r\nA B: c\r\nContent-Length: 0\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ])('%s', async (_, text) => {
    const server = await serveRaw(text)
    await expect(fetchFrom(server)(`http://a.example:${server.port}/`)).rejects.toThrow(
      coded('ERR_FETCH_HEADERS'),
    )
  })

  test('a status that is none', async () => {
    const server = await serveRaw('HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n')
    await expect(fetchFrom(server)(`http://a.example:${server.port}/`)).rejects.toThrow(
      coded('ERR_FETCH_STATUS', { status: 600 }),
    )
  })

  test('a change of protocol, a connection that breaks, nobody there', async () => {
    const upgrade = await serveRaw(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: a\r\nConnection: upgrade\r\n\r\n',
    )
    const broken = await serve((request) => request.socket.destroy())
    const gone = await serve(() => {})
    await gone.close()
    for (const server of [upgrade, broken, gone])
      await expect(fetchFrom(server)(`http://a.example:${server.port}/`)).rejects.toThrow(
        coded('ERR_FETCH_NETWORK', { host: 'a.example' }),
      )
  })
})

describe('the caller gives up', () => {
  test('the connection goes with the request', async () => {
    const server = await serve(() => {})
    const abort = new AbortController()
    const answer = fetchFrom(server)(`http://a.example:${server.port}/`, { signal: abort.signal })
    await vi.waitFor(() => expect(server.open()).toBe(1))
    abort.abort()
    await expect(answer).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
    await vi.waitFor(() => expect(server.open()).toBe(0))
  })
})
