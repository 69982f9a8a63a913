import type { SsoError, Store } from '@xinyin/sso'
import { session } from '../../../../packages/sso/test/stores/contract.ts'
import { expectThat } from '../expect.ts'
import { type Address, connect } from './connect.ts'
import { until } from './port.ts'
import type { Server } from './redis-server.ts'

const ISSUER = 'https://op.example'
const now = () => Date.now() / 1000

const TOKEN = { issuer: ISSUER, sid: 'ended', sub: 'someone', jti: 'one', issuedAt: 900 }

const long = () => ({ expiresAt: now() + 600, idleUntil: now() + 600 })

/** Every method, on what is there. */
const METHODS: readonly [name: keyof Store, use: (store: Store) => Promise<unknown>][] = [
  ['put', (store) => store.put('new', session(long()))],
  ['replace', (store) => store.replace('a0', 'a0', session(long()))],
  ['get', (store) => store.get('a0')],
  ['touch', (store) => store.touch('a0', now() + 599)],
  ['destroy', (store) => store.destroy('a0')],
  ['list', (store) => store.list(ISSUER, 'someone')],
  ['destroyBySid', (store) => store.destroyBySid(ISSUER, 'sid', 1000, now() + 600)],
  ['destroyBySub', (store) => store.destroyBySub(ISSUER, 'someone', 1000, now() + 600)],
  ['destroyWithoutSid', (store) => store.destroyWithoutSid(ISSUER, 'someone', 1000, now() + 600)],
  ['consumeOnce', (store) => store.consumeOnce('other', now() + 600)],
  ['lock', (store) => store.lock('other', now() + 600)],
  ['unlock', (store) => store.unlock('other', 1)],
]

/** Signs people in, one after another, until the store is gone; tells whose session was acknowledged. */
async function signInUntilGone(store: Store): Promise<string[]> {
  const acknowledged: string[] = []
  try {
    for (let n = 0; n < 100_000; n += 1) {
      await store.put(`busy${n}`, session({ sub: 'busy', sid: `busy${n}`, ...long() }))
      acknowledged.push(`busy${n}`)
    }
  } catch {
    // Gone.
  }
  return acknowledged
}

/** Takes a store away in the midst of work, and gives it back. */
export async function survive(address: Address, server: Server): Promise<string> {
  const { store, revocations, close } = await connect(address, { milliseconds: 3000 })
  try {
    for (const key of ['a0', 'a1']) await store.put(key, session({ sid: key, ...long() }))
    await store.put('ended', session({ sub: 'ended', ...long() }))
    await store.destroyBySub(ISSUER, 'ended', 1000, now() + 600)
    expectThat(await store.consumeOnce('used', now() + 600), 'a mark was there already')
    const held = await store.lock('held', now() + 600)
    await revocations.revoke({ issuer: ISSUER, sid: 'ended', before: 1000, until: now() + 600 })
    const busy = signInUntilGone(store)
    await new Promise((resolve) => setTimeout(resolve, 300))
    await server.kill()
    const acknowledged = await busy
    for (const [name, use] of METHODS) {
      const told = await use(store).then(
        (answer) => `answered ${JSON.stringify(answer)}`,
        (error: { code?: string }) => error.code ?? String(error),
      )
      expectThat(told === 'ERR_SSO_STORE_UNAVAILABLE', `${name} without a server: ${told}`)
    }
    const unasked = await Promise.resolve(revocations.isRevoked(TOKEN)).catch(({ code }: SsoError) => code)
    expectThat(unasked === 'ERR_SSO_STORE_UNAVAILABLE', `revocations without a server: ${unasked}`)
    await server.start()
    await until('the store is back', async () => (await store.get('a1')) !== undefined)
    for (const key of ['a0', 'a1', ...acknowledged]) {
      expectThat((await store.get(key)) !== undefined, `${key} was acknowledged and is lost`)
    }
    expectThat(await revocations.isRevoked(TOKEN), 'a revocation is forgotten')
    expectThat((await store.get('ended')) === undefined, 'a session that was ended is back')
    const late = await store.put('late', session({ sub: 'ended', ...long() }))
    expectThat(!late, 'a logout is forgotten')
    expectThat(!(await store.consumeOnce('used', now() + 600)), 'a mark is forgotten')
    expectThat((await store.lock('held', now() + 600)) === undefined, 'a lock is forgotten')
    await store.unlock('held', held ?? 0)
    expectThat(((await store.lock('held', now() + 600)) ?? 0) > (held ?? 0), 'a number of a lock came again')
    return `${acknowledged.length + 2} acknowledged sessions were there after the server was killed`
  } finally {
    await close()
  }
}
