import { createSigningKey, type SigningKey, signDraft } from '@xinyin/sandbox/hostile'
import { describe, expect, test } from 'vitest'
import { Jar } from '../hostile-provider.ts'
import { createScene, isIn, type Scene, SM2, signIn } from './portal.ts'

const keys = { ES256: await createSigningKey(), SM2: await createSigningKey(SM2) }

/** How often the provider was asked for its keys. */
const asked = ({ provider }: Scene) => provider.asked.filter((path) => path === '/jwks').length

/** Signs in with a token of any key, named as that key is. */
async function signInBy(scene: Scene, key: SigningKey) {
  const { provider } = scene
  const before = provider.forge
  provider.forge = (claims, header) =>
    signDraft({ header: { ...header, alg: key.alg, kid: key.kid }, claims, key })
  const outcome = await signIn(scene, new Jar())
  provider.forge = before
  return outcome
}

describe.each(Object.entries(keys))('the keys of a provider that signs with %s', (_, key) => {
  test('attack: 300 invented key ids make the provider be asked twice, and nobody else waits', async () => {
    const scene = await createScene(undefined, key)
    await signIn(scene, new Jar())
    const before = asked(scene)
    const { provider } = scene
    const { forge } = provider
    let n = 0
    provider.forge = (claims, header) => forge(claims, { ...header, kid: `invented-${n++}` })
    const codes = new Set<string | undefined>()
    for (let at = 0; at < 300; at++) codes.add((await signIn(scene, new Jar())).code)
    provider.forge = forge
    expect([...codes].sort()).toEqual(['ERR_SSO_KEYS_UNAVAILABLE', 'ERR_SSO_KEY_UNKNOWN'])
    expect(asked(scene) - before).toBeLessThanOrEqual(2)
    expect((await signIn(scene, new Jar())).status).toBe(303)
  })

  test('attack: 300 tokens that are wrong anyway do not make the provider be asked at all', async () => {
    const scene = await createScene(undefined, key)
    await signIn(scene, new Jar())
    const before = asked(scene)
    const { forge } = scene.provider
    let n = 0
    scene.provider.forge = (claims, header) =>
      forge({ ...claims, aud: 'other' }, { ...header, kid: `k-${n++}` })
    for (let at = 0; at < 300; at++)
      expect((await signIn(scene, new Jar())).code).toBe('ERR_SSO_TOKEN_AUDIENCE')
    expect(asked(scene)).toBe(before)
  })

  test('attack: a key that was withdrawn signs nobody in after ten minutes: ERR_SSO_KEY_UNKNOWN', async () => {
    const scene = await createScene(undefined, key)
    await signIn(scene, new Jar())
    const next = await createSigningKey(key.sm2)
    scene.provider.keys = [next.jwk]
    scene.clock.seconds += 601
    expect((await signInBy(scene, key)).code).toBe('ERR_SSO_KEY_UNKNOWN')
    expect((await signInBy(scene, next)).status).toBe(303)
  })

  test('attack: a key that is announced is believed at once, one that is not never', async () => {
    const scene = await createScene(undefined, key)
    await signIn(scene, new Jar())
    const [next, thief] = [await createSigningKey(key.sm2), await createSigningKey(key.sm2)]
    scene.provider.keys = [key.jwk, next.jwk]
    expect((await signInBy(scene, next)).status).toBe(303)
    expect((await signInBy(scene, thief)).code).toBe('ERR_SSO_KEY_UNKNOWN')
  })

  test('attack: an empty key set takes good keys away from nobody before their time', async () => {
    const scene = await createScene(undefined, key)
    await signIn(scene, new Jar())
    scene.provider.keys = []
    scene.clock.seconds += 500
    expect((await signIn(scene, new Jar())).status).toBe(303)
  })

  test('attack: an outage of the keys lets nobody in by a key that is not known: ERR_SSO_KEYS_UNAVAILABLE', async () => {
    const scene = await createScene(undefined, key)
    await signIn(scene, new Jar())
    scene.provider.answers.set('/jwks', () => new Response(null, { status: 500 }))
    const thief = await createSigningKey(key.sm2)
    expect((await signInBy(scene, thief)).code).toBe('ERR_SSO_KEYS_UNAVAILABLE')
    expect((await signIn(scene, new Jar())).status).toBe(303)
    // Beyond their time and the grace, keys are believed in no longer.
    scene.clock.seconds += 600 + 3600 + 1
    expect((await signIn(scene, new Jar())).code).toBe('ERR_SSO_KEYS_UNAVAILABLE')
  })

  test('attack: keys of one provider verify no token that names another: ERR_SSO_TOKEN_ISSUER', async () => {
    const scene = await createScene(undefined, key)
    const { forge } = scene.provider
    scene.provider.forge = (claims, header) => forge({ ...claims, iss: 'https://neighbour.example' }, header)
    expect((await signIn(scene, new Jar())).code).toBe('ERR_SSO_TOKEN_ISSUER')
  })

  test('attack: what the provider signs for logging out opens no session, and the other way round', async () => {
    const scene = await createScene(undefined, key)
    const [logoutToken = ''] = await scene.provider.logoutTokens({ sub: 'someone' })
    scene.provider.forge = () => logoutToken
    const jar = new Jar()
    expect((await signIn(scene, jar)).code).toBe('ERR_SSO_TOKEN_TYPE')
    expect(await isIn(scene, jar)).toBe(false)
  })
})
