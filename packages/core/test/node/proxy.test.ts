import { createServer, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createNodeFetch, type NodeFetchOptions, proxyFromEnvironment } from '../../src/node/index.ts'
import { closeServers, type Loopback, listen, serve, serveTls } from './loopback.ts'

afterEach(closeServers)

const coded = (code: string, facts: object = {}) =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) })

/** A proxy that takes every name for this machine, and remembers what it was asked. */
async function serveProxy(status = 200) {
  const asked: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    response.writeHead(status).end('from the proxy')
  })
  server.on('connect', (request, client) => {
    asked.push(request)
    client.on('error', () => {})
    // Only the other side ends it, so that a tunnel left open is seen.
    client.on('end', () => client.destroy())
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`)
    const target = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(client, { end: false }).pipe(target)
    })
    target.on('error', () => client.destroy())
    target.on('close', () => client.resume())
  })
  return { ...(await listen(server)), asked }
}

/** Through a proxy to public addresses: nothing on this machine is allowed, but for the proxy itself. */
const fetchThrough = (proxy: Loopback, ports: number[], options: NodeFetchOptions = {}) =>
  createNodeFetch({
    schemes: ['https', 'http'],
    ports,
    resolve: async () => ['1.1.1.1'],
    proxy: `http://127.0.0.1:${proxy.port}`,
    milliseconds: 3000,
    ...options,
  })

describe('proxies', () => {
  test('plain HTTP is asked for in the absolute form', async () => {
    const proxy = await serveProxy()
    const answer = await fetchThrough(proxy, [80])('http://a.example/x?y', { method: 'POST', body: 'a' })
    expect(await answer.text()).toBe('from the proxy')
    expect(proxy.asked[0]).toMatchObject({
      method: 'POST',
      url: 'http://a.example/x?y',
      headers: { host: 'a.example' },
    })
  })

  test('HTTPS goes through a tunnel, in which the server proves its own name', async () => {
    const server = await serveTls(
      'a.example',
      ({ headers }, response) => void response.end(`${headers.host} ${headers['proxy-authorization']}`),
    )
    const proxy = await serveProxy()
    const fetch = fetchThrough(proxy, [server.port], {
      ca: server.ca,
      proxy: `http://u:p%40@127.0.0.1:${proxy.port}`,
    })
    expect(await (await fetch(`https://a.example:${server.port}/`)).text()).toBe(
      `a.example:${server.port} undefined`,
    )
    expect(proxy.asked[0]).toMatchObject({ method: 'CONNECT', url: `a.example:${server.port}` })
    expect(proxy.asked[0]?.headers['proxy-authorization']).toBe(`Basic ${btoa('u:p@')}`)
    await vi.waitFor(() => expect([server.open(), proxy.open()]).toEqual([0, 0]))
    await expect(fetch(`https://b.example:${server.port}/`)).rejects.toThrow(coded('ERR_FETCH_NETWORK'))
    await vi.waitFor(() => expect([server.open(), proxy.open()]).toEqual([0, 0]))
  })

  test('a proxy that asks for a password, or refuses, is named without one', async () => {
    const proxy = await serveProxy(407)
    const name = `127.0.0.1:${proxy.port}`
    const fetch = fetchThrough(proxy, [80, 443], { proxy: `http://user:hunter2@${name}` })
    for (const url of ['http://a.example/', 'https://a.example/']) {
      const error = await fetch(url).catch((cause) => cause)
      expect(error).toEqual(coded('ERR_FETCH_PROXY', { proxy: name, host: 'a.example', status: 407 }))
      expect(JSON.stringify([error.message, error.facts])).not.toContain('hunter2')
    }
  })

  test('a proxy that speaks before the tunnel is asked to carry anything is refused', async () => {
    const server = createServer()
    server.on('connect', (_, client) => void client.write('HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n'))
    const fetch = fetchThrough(await listen(server), [443])
    await expect(fetch('https://a.example/')).rejects.toThrow(coded('ERR_FETCH_PROXY'))
  })

  test('targets are looked at before the proxy is asked', async () => {
    const proxy = await serveProxy()
    const fetch = fetchThrough(proxy, [80], { resolve: async () => ['10.0.0.1'] })
    for (const host of ['a.example', '127.0.0.1', '169.254.169.254'])
      await expect(fetch(`http://${host}/`)).rejects.toThrow(coded('ERR_FETCH_ADDRESS'))
    expect(proxy.asked).toEqual([])
  })

  test('a name that is unknown here may be known to the proxy, unless it is a local one', async () => {
    const proxy = await serveProxy()
    for (const resolve of [async () => [], async () => Promise.reject(new Error('NXDOMAIN'))]) {
      const fetch = fetchThrough(proxy, [80], { resolve })
      await expect(fetch('http://a.example/')).resolves.toBeInstanceOf(Response)
      await expect(fetch('http://metadata.internal/')).rejects.toThrow(coded('ERR_FETCH_ADDRESS'))
    }
  })

  test('a choice may leave requests without one', async () => {
    const server = await serve((_, response) => void response.end('direct'))
    const proxy = await serveProxy()
    const fetch = createNodeFetch({
      schemes: ['http'],
      ports: [80, server.port],
      allow: ['127.0.0.0/8'],
      resolve: async () => ['127.0.0.1'],
      proxy: ({ hostname }) => (hostname === 'a.example' ? undefined : `http://127.0.0.1:${proxy.port}`),
    })
    expect(await (await fetch(`http://a.example:${server.port}/`)).text()).toBe('direct')
    expect(await (await fetch('http://b.example/')).text()).toBe('from the proxy')
  })

  test.each(['socks5://a.example', 'a.example:8080', 'http://', ''])('%s is no proxy', (proxy) => {
    expect(() => createNodeFetch({ proxy })).toThrow(TypeError)
  })

  test('a proxy with a password that is not encoded is a wrong call, which does not tell it', () => {
    const wrongCall = () => createNodeFetch({ proxy: 'http://user:geheim%zz@a.example' })
    expect(wrongCall).toThrow(TypeError)
    expect(wrongCall).toThrow(/^proxy: (?!.*geheim)/)
  })
})

describe('the environment', () => {
  const choose = (environment: Record<string, string>, url: string) =>
    proxyFromEnvironment(environment)(new URL(url))

  test.each([
    [{ https_proxy: 'http://p:1' }, 'https://a.example/', 'http://p:1'],
    [{ https_proxy: 'http://p:1' }, 'http://a.example/', undefined],
    [{ HTTPS_PROXY: 'http://p:1' }, 'https://a.example/', 'http://p:1'],
    [{ https_proxy: 'http://p:1', HTTPS_PROXY: 'http://q:1' }, 'https://a.example/', 'http://p:1'],
    [{ HTTP_PROXY: 'http://p:1' }, 'http://a.example/', 'http://p:1'],
    [{ HTTP_PROXY: 'http://p:1', REQUEST_METHOD: 'GET' }, 'http://a.example/', undefined],
    [{ http_proxy: 'http://p:1', REQUEST_METHOD: 'GET' }, 'http://a.example/', 'http://p:1'],
    [{ all_proxy: 'p:1' }, 'https://a.example/', 'http://p:1'],
    [{ https_proxy: '' }, 'https://a.example/', undefined],
    [{ all_proxy: 'p:1', no_proxy: '*' }, 'https://a.example/', undefined],
    [{ all_proxy: 'p:1', no_proxy: 'b.example, A.example' }, 'https://a.example/', undefined],
    [{ all_proxy: 'p:1', no_proxy: '.a.example' }, 'https://b.a.example/', undefined],
    [{ all_proxy: 'p:1', no_proxy: '*.a.example' }, 'https://b.a.example/', undefined],
    [{ all_proxy: 'p:1', no_proxy: 'a.example' }, 'https://ba.example/', 'http://p:1'],
    [{ all_proxy: 'p:1', no_proxy: 'a.example:8443' }, 'https://a.example/', 'http://p:1'],
    [{ all_proxy: 'p:1', no_proxy: 'a.example:443' }, 'https://a.example/', undefined],
    [{ all_proxy: 'p:1', no_proxy: '::1' }, 'https://[::1]/', undefined],
  ])('%o, %s', (environment, url, expected) =>
    expect(choose(environment as Record<string, string>, url)).toBe(expected),
  )
})
