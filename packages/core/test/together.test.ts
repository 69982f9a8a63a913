import { runInNewContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { isLater, together } from '../src/together.ts'

const value = { status: 'failed' }
const foreign = () => runInNewContext('(async () => value)()', { value }) as Promise<typeof value>

/** As libraries do that keep track of what waits for what: whatever is native is none of theirs. */
function withAnotherPromise<T>(run: () => T): T {
  class Another<Value> extends Promise<Value> {}
  vi.stubGlobal('Promise', Another)
  try {
    return run()
  } finally {
    vi.unstubAllGlobals()
  }
}

const LATER: Record<string, () => PromiseLike<typeof value>> = {
  'a promise': async () => value,
  'one of another realm': foreign,
  'what only has `then`': () =>
    // biome-ignore lint/suspicious/noThenProperty: it is what is tested.
    ({ then: (done) => Promise.resolve(done?.(value)) }) as PromiseLike<typeof value>,
  'a native one where another class took its place': () => withAnotherPromise(async () => value),
}

describe.each(Object.entries(LATER))('%s', (_, make) => {
  test('is waited for', async () => {
    const use = vi.fn(() => 'done')
    const later = withAnotherPromise(() => together([value, make()], use))
    expect(use).not.toHaveBeenCalled()
    expect(await later).toBe('done')
    expect(use).toHaveBeenCalledWith([value, value])
  })

  test('is told from what is there', () => {
    expect([make(), value].map(isLater)).toEqual([true, false])
  })
})

test('what is there is gone on with at once', () => {
  expect(together([value, [1]], ([one, list]) => [one.status, list.length])).toEqual(['failed', 1])
})

test('what is refused is refused', async () => {
  const refused = together([value, Promise.reject(new Error('down'))], () => 'done')
  await expect(refused).rejects.toThrow('down')
})
