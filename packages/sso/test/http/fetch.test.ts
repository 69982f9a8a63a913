import { describe, expect, test } from 'vitest'
import { createBackChannel } from '../../src/http/fetch.ts'

const URL_ = 'https://op.example/token'

function endless(chunk: Uint8Array, delay: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, delay))
      controller.enqueue(chunk)
    },
  })
}

describe('the back channel', () => {
  test('gives the answer, with its status and headers', async () => {
    const fetch = createBackChannel(async () => Response.json({ a: 1 }, { status: 201, headers: { x: 'y' } }))
    const response = await fetch(URL_)
    expect(response.status).toBe(201)
    expect(response.headers.get('x')).toBe('y')
    expect(JSON.parse(response.text)).toEqual({ a: 1 })
  })

  test('follows no redirect', async () => {
    const inits: (RequestInit | undefined)[] = []
    const fetch = createBackChannel(async (_, init) => {
      inits.push(init)
      return new Response(null, { status: 302, headers: { location: 'http://169.254.169.254/' } })
    })
    expect((await fetch(URL_)).status).toBe(302)
    expect(inits).toMatchObject([{ redirect: 'manual' }])
  })

  const failures: [name: string, code: string, answer: () => Promise<Response>][] = [
    ['never comes', 'ERR_SSO_FETCH_TIMEOUT', () => new Promise(() => {})],
    ['drips for ever', 'ERR_SSO_FETCH_TIMEOUT', async () => new Response(endless(new Uint8Array(1), 5))],
    ['has no end', 'ERR_SSO_FETCH_SIZE', async () => new Response(endless(new Uint8Array(100_000), 0))],
    ['is too long', 'ERR_SSO_FETCH_SIZE', async () => new Response('x'.repeat(262_145))],
    ['is an error of the network', 'ERR_SSO_FETCH_FAILED', async () => Response.error()],
    ['is thrown', 'ERR_SSO_FETCH_FAILED', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'breaks off',
      'ERR_SSO_FETCH_FAILED',
      async () =>
        new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('reset')) })),
    ],
    ['is not UTF-8', 'ERR_SSO_FETCH_FAILED', async () => new Response(new Uint8Array([0x80]))],
  ]
  test.each(failures)('ends soon when the answer %s', async (_, code, answer) => {
    const started = performance.now()
    const fetch = createBackChannel(answer, 200)
    await expect(fetch(URL_)).rejects.toMatchObject({ code, facts: { host: 'op.example' } })
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('lets go of the request when it gives up', async () => {
    let signal: AbortSignal | null | undefined
    const fetch = createBackChannel((_, init) => {
      signal = init?.signal
      return new Promise(() => {})
    }, 10)
    await expect(fetch(URL_)).rejects.toMatchObject({ code: 'ERR_SSO_FETCH_TIMEOUT' })
    expect(signal?.aborted).toBe(true)
  })
})
