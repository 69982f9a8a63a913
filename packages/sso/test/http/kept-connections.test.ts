import { channel } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { createBackChannel } from '../../src/http/fetch.ts'
import { serve, speak } from './provider-server.ts'

const ask = createBackChannel(undefined, 500)
const form = (text: string) => ({ method: 'POST', body: new URLSearchParams({ text }) }) as const

describe('connections to a provider', () => {
  test('are kept from one question to the next', async () => {
    const { url, connections, seen } = await serve()
    expect(await ask(url)).toMatchObject({ status: 200, text: 'good' })
    expect(await ask(url, form('a b'))).toMatchObject({ status: 200, text: 'good' })
    expect(await ask(url, { headers: { accept: 'application/json' } })).toMatchObject({ text: 'good' })
    expect(connections).toHaveLength(1)
    expect(seen).toMatchObject([
      { method: 'GET', text: '' },
      {
        method: 'POST',
        text: 'text=a+b',
        headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'content-length': '8' },
      },
      { method: 'GET', headers: { accept: 'application/json', host: new URL(url).host } },
    ])
  })

  test('are as many as are needed at once', async () => {
    const { url, connections } = await serve((_, response) => void wait(50).then(() => response.end('late')))
    expect(await Promise.all([ask(url), ask(url), ask(url)])).toMatchObject([{}, {}, { text: 'late' }])
    expect(connections).toHaveLength(3)
  })

  test('are let go before the server closes them', async () => {
    const { url, connections } = await serve((_, response) =>
      response.setHeader('keep-alive', 'timeout=1').end('good'),
    )
    await ask(url)
    await wait(20)
    await ask(url)
    expect(connections).toHaveLength(2)
  })

  test('are let go when they have lain idle for as long as was said', async () => {
    const { url, connections } = await serve((_, response) =>
      response.setHeader('keep-alive', 'timeout=2').end('good'),
    )
    await ask(url)
    const closed = new Promise((resolve) => connections[0]?.on('close', resolve))
    await closed
    await ask(url)
    expect(connections).toHaveLength(2)
  })
})

describe('a server that closes an idle connection as a question comes', () => {
  const closing = () =>
    serve((request, response, nth) => (nth === 1 ? response.end('good') : request.socket.destroy()))

  test('is asked again with GET, over another connection', async () => {
    const { url, connections, seen } = await closing()
    await ask(url)
    expect(await ask(url)).toMatchObject({ text: 'good' })
    expect(seen.map(({ nth }) => nth)).toEqual([1, 2, 1])
    expect(connections).toHaveLength(2)
  })

  test('attack: gets a code or an assertion once only', async () => {
    const { url, seen } = await closing()
    await ask(url)
    await expect(ask(url, form('code'))).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_FAILED' })
    expect(seen.filter(({ text }) => text === 'text=code')).toHaveLength(1)
  })

  test('is asked again once', async () => {
    let isFirst = true
    const { url, seen } = await serve((request, response) => {
      if (isFirst) response.end('good')
      else request.socket.destroy()
      isFirst = false
    })
    await ask(url)
    await expect(ask(url)).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_FAILED' })
    expect(seen).toHaveLength(3)
  })

  test('is not asked again when it had begun to answer', async () => {
    const { url, seen } = await serve((request, response, nth) => {
      if (nth === 1) response.end('good')
      else response.write('half', () => request.socket.resetAndDestroy())
    })
    await ask(url)
    await expect(ask(url)).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_FAILED' })
    expect(seen).toHaveLength(2)
  })
})

/** The client's ends of connections that are made while something runs. */
async function clientEnds(run: () => Promise<unknown>): Promise<Socket[]> {
  const ends: Socket[] = []
  const hear = (message: unknown) => void ends.push((message as { socket: Socket }).socket)
  const made = channel('net.client.socket')
  made.subscribe(hear)
  try {
    await run()
  } finally {
    made.unsubscribe(hear)
  }
  return ends
}

describe('a connection on which a server', () => {
  const last = (sockets: Socket[]) => sockets.at(-1) as Socket

  test('has said that it closes carries no question more: a form goes over another, once', async () => {
    const { url, connections, seen } = await serve(
      (_, response) => void wait(20).then(() => response.end('good')),
    )
    const [end] = await clientEnds(() => ask(url))
    // As when a request from a browser is read right after the end of the connection.
    const answer = new Promise((resolve, reject) =>
      end?.once('end', () => ask(url, form('code')).then(resolve, reject)),
    )
    last(connections).end()
    expect(await answer).toMatchObject({ text: 'good' })
    expect(seen.map(({ method, nth }) => [method, nth])).toEqual([
      ['GET', 1],
      ['POST', 1],
    ])
  })

  test('attack: says something unasked is let go: the next question is not answered by it', async () => {
    const { url, connections } = await serve()
    const [end] = await clientEnds(() => ask(url))
    const heard = new Promise((resolve) => end?.once('data', resolve))
    last(connections).write('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil')
    await heard
    expect(end?.destroyed).toBe(true)
    expect(await ask(url)).toMatchObject({ text: 'good' })
    expect(connections).toHaveLength(2)
  })

  test('attack: answers twice at once is let go', async () => {
    const { url, connections } = await serve((_, response, nth) => {
      if (nth > 1) return response.end('true')
      const answer = 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n'
      return response.socket?.write(`${answer}good${answer}evil`)
    })
    expect(await ask(url)).toMatchObject({ text: 'good' })
    expect(await ask(url)).toMatchObject({ text: 'good' })
    expect(connections).toHaveLength(2)
  })
})

describe('an answer', () => {
  test('without a body is read as that, whatever it says of one', async () => {
    const { url, connections } = await serve((_, response) =>
      response.writeHead(304, { 'content-encoding': 'gzip', etag: '"1"' }).end(),
    )
    expect(await ask(url)).toMatchObject({ status: 304, text: '' })
    await ask(url)
    expect(connections).toHaveLength(1)
  })

  test('has all of its fields, however many', async () => {
    const fields = Array.from({ length: 1200 }, () => ['a', 'b'])
    const { url } = await serve((_, response) =>
      response.writeHead(200, [...fields, ['content-type', 'application/json']].flat()).end('good'),
    )
    expect((await ask(url)).headers.get('content-type')).toBe('application/json')
  })

  test('that sends elsewhere is the answer', async () => {
    const elsewhere = await serve()
    const { url } = await serve((_, response) => response.writeHead(302, { location: elsewhere.url }).end())
    expect(await ask(url)).toMatchObject({ status: 302, text: '' })
    expect(elsewhere.seen).toEqual([])
  })

  test('has its fields by name, those of one name joined', async () => {
    const { url } = await serve((_, response) => {
      response.setHeader('content-type', ['application/json', 'text/html'])
      response.setHeader('ETag', '"1"').end('good')
    })
    const { headers } = await ask(url)
    expect(headers.get('content-type')).toBe('application/json, text/html')
    expect(headers.get('etag')).toBe('"1"')
    expect(headers.get('age')).toBeNull()
  })

  test('in many pieces is read whole', async () => {
    const { url } = await serve(async (_, response) => {
      for (const piece of ['信', '印', 'x'.repeat(100_000)]) {
        response.write(piece)
        await wait(5)
      }
      response.end('。')
    })
    expect((await ask(url)).text).toBe(`信印${'x'.repeat(100_000)}。`)
  })

  test('that is compressed unasked is read', async () => {
    const { url, seen } = await serve((_, response) =>
      response.setHeader('content-encoding', 'gzip').end(gzipSync('good')),
    )
    expect((await ask(url)).text).toBe('good')
    expect(seen).toMatchObject([{ headers: { 'accept-encoding': 'identity' } }])
  })

  const refused: [name: string, code: string, answer: (response: ServerResponse) => unknown][] = [
    ['never comes', 'ERR_SSO_FETCH_TIMEOUT', () => undefined],
    ['never ends', 'ERR_SSO_FETCH_TIMEOUT', (response) => response.write('half')],
    [
      'announces too much',
      'ERR_SSO_FETCH_SIZE',
      (response) => {
        response.setHeader('content-length', '262145').write('x')
      },
    ],
    ['is too long', 'ERR_SSO_FETCH_SIZE', (response) => response.end('x'.repeat(262_145))],
    [
      'is too long in pieces',
      'ERR_SSO_FETCH_SIZE',
      (response) => {
        response.write('x'.repeat(262_145))
      },
    ],
    [
      'is too long once decompressed',
      'ERR_SSO_FETCH_SIZE',
      (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('x'.repeat(262_145))),
    ],
    [
      'is no gzip',
      'ERR_SSO_FETCH_FAILED',
      (response) => response.setHeader('content-encoding', 'gzip').end('good'),
    ],
    [
      'has another encoding',
      'ERR_SSO_FETCH_FAILED',
      (response) => response.setHeader('content-encoding', 'br').end('good'),
    ],
    ['is not UTF-8', 'ERR_SSO_FETCH_FAILED', (response) => response.end(new Uint8Array([0x80]))],
    [
      'has too long fields',
      'ERR_SSO_FETCH_FAILED',
      (response) => response.setHeader('x', 'y'.repeat(16_385)).end('good'),
    ],
    [
      'breaks off',
      'ERR_SSO_FETCH_FAILED',
      (response) => response.write('half', () => response.socket?.destroy()),
    ],
  ]
  test.each(refused)('attack: one that %s is refused, and its connection closed', async (_, code, answer) => {
    const { url, connections } = await serve((_, response) => void answer(response))
    const host = new URL(url).host
    await expect(ask(url)).rejects.toMatchObject({ code, facts: { host } })
    // One that came to its end was good until somebody looked into it.
    if (code === 'ERR_SSO_FETCH_TIMEOUT') {
      await vi.waitFor(() => expect(connections[0]?.destroyed).toBe(true))
    }
  })

  const OK = 'HTTP/1.1 200 OK\r\n'
  const CHUNKED = 'transfer-encoding: chunked\r\n\r\n'
  const unheardOf: [name: string, text: string][] = [
    ['of no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['that changes the protocol', 'HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'],
    ['of no status', 'HTTP/1.1 600 Odd\r\ncontent-length: 0\r\n\r\n'],
    ['of two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
    ['of two equal lengths', `${OK}content-length: 4, 4\r\n\r\ngood`],
    ['of a length and chunks', `${OK}content-length: 4\r\n${CHUNKED}4\r\ngood\r\n0\r\n\r\n`],
    ['of a length with a sign', `${OK}content-length: +4\r\n\r\ngood`],
    ['of a length below none', `${OK}content-length: -4\r\n\r\ngood`],
    ['with more than its length', `${OK}content-length: 4\r\n\r\ngoodmore`],
    ['with a field over two lines', `${OK}x: a\r\n b\r\ncontent-length: 4\r\n\r\ngood`],
    ['with NUL in a field', `${OK}x: a\0b\r\ncontent-length: 4\r\n\r\ngood`],
    ['with lines of line feeds', 'HTTP/1.1 200 OK\ncontent-length: 4\n\ngood'],
    ['with a chunk of no size', `${OK}${CHUNKED}zz\r\ngood`],
    ['with a long word on a chunk', `${OK}${CHUNKED}4;${'a'.repeat(40_000)}\r\ngood\r\n0\r\n\r\n`],
    ['with long trailers', `${OK}${CHUNKED}4\r\ngood\r\n0\r\n${'a: b\r\n'.repeat(20_000)}\r\n`],
  ]
  test.each(unheardOf)('attack: one %s is refused', async (_, text) => {
    const { url, closed } = await speak(text)
    await expect(ask(url)).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_FAILED' })
    await vi.waitFor(() => expect(closed()).toBe(1))
  })

  test('is waited for by the clock of whoever stands in for it, and not cut short by one that leaps', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/token') response.end('good')
    })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })
    try {
      expect(await ask(url)).toMatchObject({ text: 'good' })
      vi.advanceTimersByTime(3_600_000)
      expect(await ask(url)).toMatchObject({ text: 'good' })
      const late = expect(ask(`${url}/never`)).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_TIMEOUT' })
      await vi.advanceTimersByTimeAsync(500)
      await late
    } finally {
      vi.useRealTimers()
    }
  })

  test('attack: an address with a user is not asked', async () => {
    const { url, seen } = await serve()
    await expect(ask(url.replace('//', '//user:word@'))).rejects.toMatchObject({
      code: 'ERR_SSO_FETCH_FAILED',
    })
    expect(seen).toEqual([])
  })
})
