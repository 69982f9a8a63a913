import { describe, expect, test } from 'vitest'
import { tokensLock } from '../../src/token/renew.ts'
import { NOW } from '../hostile-provider.ts'
import { createTokenBench, type TokenBench } from './token-bench.ts'

const moment = (milliseconds = 60) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A session whose token is over, and the name of the lock under which it is renewed. */
async function createOver(rules: { grace?: number } = {}) {
  const bench = await createTokenBench(rules)
  const [own] = await bench.sso.sessions.list(bench.request())
  bench.clock.seconds = NOW + 400
  return { bench, lock: tokensLock(own?.id ?? '') }
}

/** Watches a call until it is over. */
function watch<T>(work: Promise<T>) {
  const state = { isOver: false }
  const over = () => {
    state.isOver = true
  }
  work.then(over, over)
  return state
}

/** Holds up the first answer to a refresh, after the provider has given it, until it is let go. */
function holdUp({ model }: TokenBench) {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let isFirst = true
  model.spoil = async (answer) => {
    if (isFirst) {
      isFirst = false
      await held
    }
    return answer
  }
  return () => letGo()
}

describe('the lock of a renewal', () => {
  test('of a process that has died is taken by another a minute later, and no sooner', async () => {
    const { bench, lock } = await createOver()
    // It took the lock, and is heard of no more.
    expect(await bench.store.lock(lock, NOW + 400 + 60)).toBeDefined()
    const call = bench.sso.accessToken(bench.request())
    const state = watch(call)
    bench.clock.seconds = NOW + 459
    await moment(300)
    expect([state.isOver, bench.model.asked.length]).toEqual([false, 1])
    bench.clock.seconds = NOW + 460
    expect((await call).value).toBe('access-2')
    expect(bench.model.reused).toBe(0)
    // It has been given back: the next renewal waits for nobody.
    bench.clock.seconds = NOW + 900
    expect((await bench.sso.accessToken(bench.request())).value).toBe('access-3')
  })

  test('that ran out while its holder waited lets the other go on, and what comes late overwrites nothing', async () => {
    const { bench } = await createOver({ grace: 120 })
    const other = await bench.other()
    const letGo = holdUp(bench)
    const late = bench.sso.accessToken(bench.request())
    while (bench.model.asked.length < 2) await moment(5)
    bench.clock.seconds = NOW + 461
    expect((await other.sso.accessToken(bench.request())).value).toBe('access-3')
    letGo()
    // The late one hands out what the session holds now, not what nobody keeps.
    expect((await late).value).toBe('access-3')
    bench.clock.seconds = NOW + 900
    expect((await bench.sso.accessToken(bench.request())).value).toBe('access-4')
    expect(bench.model.asked.at(-1)?.form.get('refresh_token')).toBe('refresh 3')
    expect(bench.model.reused).toBe(0)
  })

  test('that ran out at a provider without grace ends the session, at both, and leaves no token', async () => {
    const { bench } = await createOver()
    const other = await bench.other()
    const letGo = holdUp(bench)
    const late = bench.sso.accessToken(bench.request())
    while (bench.model.asked.length < 2) await moment(5)
    bench.clock.seconds = NOW + 461
    await expect(other.sso.accessToken(bench.request())).rejects.toMatchObject({
      code: 'ERR_SSO_REFRESH_REFUSED',
    })
    letGo()
    await expect(late).rejects.toMatchObject({ code: 'ERR_SSO_SIGNED_OUT' })
    expect(await bench.sso.session(bench.request())).toBeUndefined()
    // What the late one had got is handed back.
    expect(bench.model.returned).toEqual(['refresh 2'])
  })

  test('that is held does not keep anybody from signing out, nor brings the session back', async () => {
    const { bench } = await createOver()
    const letGo = holdUp(bench)
    const late = bench.sso.accessToken(bench.request())
    while (bench.model.asked.length < 2) await moment(5)
    const [own] = await bench.sso.sessions.list(bench.request())
    expect(await bench.sso.sessions.end(bench.request(), own?.id ?? '')).toBe(true)
    letGo()
    await expect(late).rejects.toMatchObject({ code: 'ERR_SSO_SIGNED_OUT' })
    expect(await bench.store.list('https://op.example', 'someone')).toEqual([])
    expect(bench.model.returned).toContain('refresh 2')
  })
})
