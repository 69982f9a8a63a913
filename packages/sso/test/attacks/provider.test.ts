import { createSigningKey, HOSTILE_MODES, type HostileMode, signDraft } from '@xinyin/sandbox/hostile'
import { compactVerify, importJWK, type JWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { SSO_CODES } from '../../src/index.ts'
import { Jar } from '../hostile-provider.ts'
import { createScene, isIn, logOut, type Outcome, type Scene, SESSION, SM2, signIn } from './portal.ts'

const keys = { ES256: await createSigningKey(), SM2: await createSigningKey(SM2) }
const SLOW = /-slow$/
const PLAIN = { answers: 'plain', atSignIn: true } as const
const isLogout = ({ area }: HostileMode) => area === 'logout-token'

const listed = (modes: readonly HostileMode[]) =>
  modes.map((mode): [string, string, HostileMode] => [mode.name, mode.refusedBy, mode])

/** How the portal refused, whom it let in for it, and what it wrote to its log. */
async function refuses({ code, page }: Outcome, { errors }: Scene, { refusedBy }: HostileMode) {
  expect(code).toBe(refusedBy)
  expect(errors.at(-1)).toMatchObject({ code: refusedBy })
  // Pages show nothing that the attacker wrote, and no insides.
  expect(page).not.toMatch(/<script|<img|onerror|\.ts:\d|node_modules|attacker\.example/)
}

describe.each(Object.entries(keys))('a provider whose tokens are signed with %s', (alg, key) => {
  test('signs people in and out, as long as it is honest', async () => {
    const scene = await createScene(undefined, key)
    const jar = new Jar()
    expect(await signIn(scene, jar)).toMatchObject({ status: 303 })
    expect(await isIn(scene, jar)).toBe(true)
    expect(await logOut(scene, { sid: 'op-session' })).toMatchObject([{ status: 200 }])
    expect(await isIn(scene, jar)).toBe(false)
    expect(scene.errors).toEqual([])
  })

  const signing = HOSTILE_MODES.filter((mode) => !isLogout(mode) && !SLOW.test(mode.name))
  test.each(listed(signing))('attack %s: %s', async (_, __, mode) => {
    // User information is asked for where the portal is set up to.
    const asking = mode.area === 'user-info' ? { tokens: {}, userInfo: PLAIN } : {}
    const scene = await createScene(mode, key, asking)
    const jar = new Jar()
    const outcome = await signIn(scene, jar)
    await refuses(outcome, scene, mode)
    expect(outcome.status).toBeGreaterThanOrEqual(400)
    expect(jar.cookies.has(SESSION)).toBe(false)
    expect(await isIn(scene, jar)).toBe(false)
    // It is the attack alone that is refused: without it, the same portal signs the same person in.
    scene.provider.mode = undefined
    scene.clock.seconds += 700
    expect(await signIn(scene, jar)).toMatchObject({ status: 303 })
    expect(await isIn(scene, jar)).toBe(true)
  })

  test.each(listed(HOSTILE_MODES.filter(isLogout)))('attack %s: %s', async (_, __, mode) => {
    const scene = await createScene(undefined, key)
    const [jar, other] = [new Jar(), new Jar()]
    await signIn(scene, jar)
    scene.provider.claims = { ...scene.provider.claims, sid: 'another-session' }
    await signIn(scene, other)
    scene.provider.mode = mode
    const outcomes = await logOut(scene, { sid: 'op-session' })
    const last = outcomes.at(-1)
    if (last === undefined) throw new Error('nothing was sent')
    await refuses(last, scene, mode)
    expect(last.status).toBe(400)
    // Where it counts once, once it counts.
    expect(await isIn(scene, jar)).toBe(outcomes.length === 1)
    expect(await isIn(scene, other)).toBe(true)
    scene.provider.mode = undefined
    expect(await logOut(scene, { sid: 'op-session' })).toMatchObject([{ status: 200 }])
    expect([await isIn(scene, jar), await isIn(scene, other)]).toEqual([false, true])
  })

  test(`${alg} is what the tokens are signed with`, async () => {
    const scene = await createScene(undefined, key)
    expect(scene.provider.metadata['id_token_signing_alg_values_supported']).toContain(key.alg)
  })
})

/** Modes whose tokens the provider itself signed, as they stand: what they lie about is in the claims or the type. */
const SIGNED =
  /^(?:id-token|logout-token)-(?:issuer|audience|party|nonce|expir|issued|not-yet|of-(?!no-text)|is-|subject|session|level|company|event|with-nonce|replayed)/

describe('a portal that checked signatures and nothing else would take', () => {
  const signed = HOSTILE_MODES.filter(({ name }) => SIGNED.test(name))

  test.each(signed.map((mode) => [mode.name, mode] as const))('%s', async (_, mode) => {
    const scene = await createScene(mode, keys.ES256)
    const { provider, clock } = scene
    const draft = { header: isLogout(mode) ? { typ: 'logout+jwt' } : {}, claims: {}, key: keys.ES256 }
    const thief = await createSigningKey()
    const played = { issuer: provider.issuer, clientId: 'portal', now: clock.seconds, key: keys.ES256, thief }
    const forge = mode.idToken ?? mode.logoutToken ?? (() => draft)
    const forged = await forge(draft, played)
    const token = typeof forged === 'string' ? forged : await signDraft(forged)
    const key = await importJWK(keys.ES256.jwk as JWK, 'ES256')
    await expect(compactVerify(token, key)).resolves.toBeDefined()
  })

  test('which is more than half of what is said in tokens', () => {
    expect(signed.length).toBeGreaterThanOrEqual(40)
  })
})

describe('a provider that never ends its answers', () => {
  test.concurrent.each(listed(HOSTILE_MODES.filter(({ name }) => SLOW.test(name))))(
    'attack %s: %s',
    async (_, __, mode) => {
      const scene = await createScene(mode, keys.ES256)
      const start = performance.now()
      const outcome = await signIn(scene, new Jar())
      await refuses(outcome, scene, mode)
      expect(performance.now() - start).toBeLessThan(15_000)
    },
  )
})

test('there are at least eighty, each with a name, a sentence in both languages and a rule', () => {
  expect(HOSTILE_MODES.length).toBeGreaterThanOrEqual(80)
  expect(new Set(HOSTILE_MODES.map(({ name }) => name)).size).toBe(HOSTILE_MODES.length)
  for (const { name, sentence, clause, refusedBy } of HOSTILE_MODES) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(sentence.en).toMatch(/^[A-Z].*\.$/)
    expect(sentence['zh-CN']).toMatch(/。$/)
    expect(clause).not.toBe('')
    expect(Object.keys(SSO_CODES)).toContain(refusedBy)
  }
})
