import { afterEach, expect, test, vi } from 'vitest'
import { readForm } from '../../src/http/body.ts'

const MOST = 32_768

/** A form that comes octet by octet. */
const trickle = (count: number) =>
  new Request('https://rp.example/callback', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('a='))
        for (let left = count - 2; left > 0; left--) controller.enqueue(Uint8Array.of(97))
        controller.close()
      },
    }),
    // Node asks for it, the types do not know it.
    ...{ duplex: 'half' },
  })

test('a form that comes in single octets is read, and no further than its limit', async () => {
  expect((await readForm(trickle(MOST))).get('a')).toBe('a'.repeat(MOST - 2))
  await expect(readForm(trickle(MOST + 1))).rejects.toMatchObject({ code: 'ERR_SSO_BODY' })
})

afterEach(() => vi.useRealTimers())

test('attack: a form that never ends is left after ten seconds, and nobody waits for its sender', async () => {
  vi.useFakeTimers()
  let given = 0
  let left = false
  const body = new ReadableStream(
    {
      async pull(controller) {
        given += 1
        controller.enqueue(Uint8Array.of(97))
        await new Promise((resolve) => setTimeout(resolve, 1000))
      },
      cancel() {
        left = true
        return new Promise(() => {})
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const slow = new Request('https://rp.example/x', { method: 'POST', headers, body, ...{ duplex: 'half' } })
  const read = expect(readForm(slow)).rejects.toMatchObject({ code: 'ERR_SSO_BODY_TIME' })
  await vi.advanceTimersByTimeAsync(9_900)
  expect(left).toBe(false)
  await vi.advanceTimersByTimeAsync(200)
  await read
  expect([given < 15, left]).toEqual([true, true])
})

test('a form that was read leaves no timer behind', async () => {
  vi.useFakeTimers()
  const body = new URLSearchParams({ a: 'b' })
  expect((await readForm(new Request('https://rp.example/x', { method: 'POST', body }))).get('a')).toBe('b')
  expect(vi.getTimerCount()).toBe(0)
})
