import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createListener, type RequestHandler } from '@xinyin/core/node'
import { afterEach, expect, test } from 'vitest'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function start(handler: RequestHandler, onError?: (error: unknown) => void): Promise<number> {
  const server = createServer(createListener(handler, onError === undefined ? {} : { onError }))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Sends what `fetch` would not. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.end(text))
    socket.on('data', (data) => {
      answer += data
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

test('a request arrives with its path, headers and body, and the answer as it was made', async () => {
  const port = await start(async (request) => {
    const body = new Uint8Array(await request.arrayBuffer())
    const { pathname, search } = new URL(request.url)
    const headers = {
      'content-type': 'x/y',
      'x-found': `${request.method} ${pathname}${search} ${request.headers.get('x-a')}`,
    }
    return new Response(
      body.map((byte) => byte + 1),
      { status: 203, headers },
    )
  })
  const url = `http://127.0.0.1:${port}/a/b?c=d`
  const response = await fetch(url, { method: 'POST', body: Uint8Array.of(1, 2), headers: { 'x-a': 'b' } })
  expect(response.status).toBe(203)
  expect(response.headers.get('x-found')).toBe('POST /a/b?c=d b')
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(2, 3))
})

test('to HEAD there is no body', async () => {
  const port = await start(async () => new Response('text'))
  expect(await sendRaw(port, 'HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).not.toContain(
    'text\r\n',
  )
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('text')
})

test.each([
  ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a whole URL', 'GET http://elsewhere.example/ HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['no path', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n'],
])('%s is refused before anybody sees it', async (_, text) => {
  let seen = 0
  const port = await start(async () => {
    seen++
    return new Response()
  })
  expect(await sendRaw(port, text)).toMatch(/^HTTP\/1.1 400 /)
  expect(seen).toBe(0)
})

test('what a handler throws is a 500 that says nothing, and the server lives on', async () => {
  const heard: unknown[] = []
  const fault = new Error('secret')
  const port = await start(
    async ({ url }) => {
      if (url.endsWith('/bad')) throw fault
      return new Response('good')
    },
    (error) => heard.push(error),
  )
  const response = await fetch(`http://127.0.0.1:${port}/bad`)
  expect(response.status).toBe(500)
  expect(await response.text()).toBe('')
  expect(heard).toEqual([fault])
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('good')
})

test('a body that a handler does not read to its end is not waited for', async () => {
  const port = await start(async () => new Response(null, { status: 413 }))
  const head = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n'
  const answer = await sendRaw(port, `${head}${'x'.repeat(100_000)}`)
  expect(answer).toMatch(/^HTTP\/1.1 413 /)
  expect(answer.toLowerCase()).toContain('connection: close')
})
