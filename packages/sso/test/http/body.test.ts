import { expect, test } from 'vitest'
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
