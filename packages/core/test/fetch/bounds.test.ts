import { describe, expect, test, vi } from 'vitest'
import { coded, guarded, PUBLIC } from './guard.ts'

describe('bounds', () => {
  /** A body without an end; tells when somebody gives it up. */
  function endless(chunk: Uint8Array) {
    const cancel = vi.fn()
    return { cancel, body: new ReadableStream({ pull: (controller) => controller.enqueue(chunk), cancel }) }
  }

  test('a body of exactly the limit is read, one more octet is not', async () => {
    const { fetch } = guarded({ maxBytes: 4 }, () => new Response('abcd'))
    expect(await (await fetch(PUBLIC)).text()).toBe('abcd')
    const longer = guarded({ maxBytes: 3 }, () => new Response('abcd'))
    await expect(longer.fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_SIZE', { limit: 3 }))
  })

  test.each([
    ['of large pieces', new Uint8Array(65_536)],
    ['of single octets', new Uint8Array(1)],
  ])('a body without an end, %s, is given up', async (_, chunk) => {
    const { body, cancel } = endless(chunk)
    const { fetch } = guarded({ maxBytes: 200_000 }, () => new Response(body))
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_SIZE'))
    expect(cancel).toHaveBeenCalled()
  })

  test('a body without an end that holds nothing is given up in time', async () => {
    const { readable: body, writable } = new TransformStream()
    const writer = writable.getWriter()
    const timer = setInterval(() => void writer.write(new Uint8Array(0)).catch(() => clearInterval(timer)), 1)
    const { fetch } = guarded({ milliseconds: 30 }, () => new Response(body))
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_TIME'))
  })

  test('an announced length beyond the limit is not waited for', async () => {
    const { body, cancel } = endless(new Uint8Array(0))
    const { fetch } = guarded(
      { maxBytes: 10 },
      () => new Response(body, { headers: { 'content-length': '11' } }),
    )
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_SIZE'))
    expect(cancel).toHaveBeenCalled()
  })

  test('a large body of pieces is put together as it was', async () => {
    const parts = Array.from({ length: 300 }, (_, at) => new Uint8Array(1000).fill(at))
    const body = new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(part)
        controller.close()
      },
    })
    const { fetch } = guarded({}, () => new Response(body))
    const bytes = new Uint8Array(await (await fetch(PUBLIC)).arrayBuffer())
    expect(bytes.length).toBe(300_000)
    expect(bytes.every((octet, at) => octet === (Math.floor(at / 1000) & 0xff))).toBe(true)
  })

  test('a network that never answers, and pays no heed to being given up', async () => {
    const { fetch } = guarded({ milliseconds: 20 }, () => new Promise<Response>(() => {}))
    await expect(fetch(PUBLIC)).rejects.toThrow(
      coded('ERR_FETCH_TIME', { milliseconds: 20, host: 'a.example' }),
    )
  })

  test('a resolver that never answers', async () => {
    const { fetch } = guarded({ milliseconds: 20, resolve: () => new Promise(() => {}) })
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_TIME'))
  })

  test('header fields beyond the limit', async () => {
    const { fetch } = guarded(
      { maxHeaderBytes: 100 },
      () => new Response('ok', { headers: { a: 'b'.repeat(100) } }),
    )
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_HEADERS', { limit: 100 }))
  })

  test('a status that is none', async () => {
    const { fetch } = guarded({}, () => Response.error())
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_STATUS', { status: 0 }))
  })

  test('a network that fails', async () => {
    const { fetch } = guarded({}, () => Promise.reject(new TypeError('fetch failed')))
    await expect(fetch(PUBLIC)).rejects.toThrow(coded('ERR_FETCH_NETWORK', { host: 'a.example' }))
  })
})
