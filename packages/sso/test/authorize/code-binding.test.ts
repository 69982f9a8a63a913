import {
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  EmbeddedJWK,
  type JWK,
  jwtVerify,
} from 'jose'
import { describe, expect, test } from 'vitest'
import { memoryStore, type RelyingPartyOptions } from '../../src/index.ts'
import { deriveProofKey } from '../../src/token/proof-key.ts'
import { type Bench, createBench, get, ISSUER, Jar, NOW, start } from '../hostile-provider.ts'
import { taken } from './pushing.ts'

const SM2 = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' } as const

interface Sent {
  readonly path: string
  readonly form: URLSearchParams
  readonly headers: Headers
}

/** A portal whose tokens are bound by DPoP unless told otherwise, and what it sends by the back channel. */
async function createPortal(options: Partial<RelyingPartyOptions> = {}) {
  const sent: Sent[] = []
  const bench: Bench = await createBench({
    binding: { by: 'dpop' },
    ...options,
    fetch: async (url, init) => {
      const { pathname: path } = new URL(url)
      const form = new URLSearchParams(String(init?.body ?? ''))
      sent.push({ path, form, headers: new Headers(init?.headers) })
      if (path === '/par') return taken()
      const answer = await bench.provider.fetch(url, init)
      return path === '/token' ? Response.json({ ...(await answer.json()), token_type: 'DPoP' }) : answer
    },
  })
  const to = (path: string) => sent.find((one) => one.path === path) ?? expect.fail(`nothing to ${path}`)
  const proof = () => to('/token').headers.get('dpop') ?? ''
  const thumbprint = () => calculateJwkThumbprint(decodeProtectedHeader(proof()).jwk as JWK)
  return { ...bench, to, proof, thumbprint }
}

const finish = (portal: Pick<Bench, 'sso'>, jar: Jar, state: string | null) =>
  get(portal, `/callback?${new URLSearchParams({ code: 'code', state: state ?? '', iss: ISSUER })}`, jar)

describe('a request names the key that the code will count by (dpop_jkt)', () => {
  test.each(['ES256', 'EdDSA'] as const)('with %s, whose proof `jose` verifies', async (algorithm) => {
    const portal = await createPortal({ binding: { by: 'dpop', algorithm } })
    const jar = new Jar()
    const asked = await start(portal, jar)
    expect((await finish(portal, jar, asked.get('state'))).status).toBe(303)
    const currentDate = new Date(NOW * 1000)
    const { protectedHeader } = await jwtVerify(portal.proof(), EmbeddedJWK, { currentDate })
    expect(protectedHeader.alg).toBe(algorithm)
    expect(asked.get('dpop_jkt')).toBe(await portal.thumbprint())
  })

  test('with SM2, as the province writes it', async () => {
    const portal = await createPortal({ binding: { by: 'dpop', algorithm: 'SM2' }, sm2: SM2 })
    const jar = new Jar()
    const asked = await start(portal, jar)
    await finish(portal, jar, asked.get('state'))
    expect(decodeProtectedHeader(portal.proof()).jwk).toMatchObject({ kty: 'EC', crv: 'SM2' })
    expect(asked.get('dpop_jkt')).toBe(await portal.thumbprint())
  })

  test('inside the object where it is signed', async () => {
    const portal = await createPortal({ signedRequests: true })
    const jar = new Jar()
    const asked = await start(portal, jar)
    expect(asked.has('dpop_jkt')).toBe(false)
    const { dpop_jkt: named, state, nonce } = decodeJwt(asked.get('request') ?? '')
    portal.provider.nonce = String(nonce)
    expect((await finish(portal, jar, String(state))).status).toBe(303)
    expect(named).toBe(await portal.thumbprint())
  })

  test.each([true, false])(
    'by the back channel where it is pushed, and by no proof (signed: %s)',
    async (signedRequests) => {
      const portal = await createPortal({ signedRequests })
      portal.provider.metadata['pushed_authorization_request_endpoint'] = `${ISSUER}/par`
      const jar = new Jar()
      const asked = await start(portal, jar)
      expect([...asked.keys()].sort()).toEqual(['client_id', 'request_uri'])
      const { form, headers } = portal.to('/par')
      const request = signedRequests ? decodeJwt(form.get('request') ?? '') : Object.fromEntries(form)
      expect(headers.has('dpop')).toBe(false)
      portal.provider.nonce = String(request['nonce'])
      expect((await finish(portal, jar, String(request['state']))).status).toBe(303)
      expect(request['dpop_jkt']).toBe(await portal.thumbprint())
    },
  )

  test('that every process of the portal has, and none keeps', async () => {
    const [one, other] = [await createPortal(), await createPortal()]
    const jar = new Jar()
    const asked = await start(one, jar)
    other.provider.nonce = asked.get('nonce') ?? ''
    expect((await finish(other, jar, asked.get('state'))).status).toBe(303)
    expect(asked.get('dpop_jkt')).toBe(await other.thumbprint())
  })

  test('another for each sign-in', async () => {
    const portal = await createPortal()
    const jar = new Jar()
    const named = [await start(portal, jar), await start(portal, jar)].map((asked) => asked.get('dpop_jkt'))
    expect(new Set(named).size).toBe(2)
    expect(named).toEqual([expect.stringMatching(/^[\w-]{43}$/), expect.stringMatching(/^[\w-]{43}$/)])
  })

  test('that the session goes on with', async () => {
    const store = memoryStore({ clock: () => new Date(NOW * 1000) })
    const portal = await createPortal({ tokens: {}, store })
    const jar = new Jar()
    const asked = await start(portal, jar)
    await finish(portal, jar, asked.get('state'))
    const [found] = await store.list(ISSUER, 'someone')
    const key = found?.session.tokens?.key as JWK
    expect(await calculateJwkThumbprint(key)).toBe(asked.get('dpop_jkt'))
  })

  test.each([
    ['nothing', undefined],
    ['certificates', { by: 'certificate', fetch: globalThis.fetch } as const],
  ])('nowhere where tokens are bound to %s', async (_, binding) => {
    const portal = await createBench({ ...(binding && { binding }) })
    expect((await start(portal, new Jar())).has('dpop_jkt')).toBe(false)
  })
})

describe('the key of a sign-in', () => {
  test('is one whatever its secret is, and the same for the same', () => {
    for (const algorithm of ['ES256', 'EdDSA', 'SM2'] as const) {
      const points = Array.from(
        { length: 50 },
        (_, n) => deriveProofKey(`secret ${n}`, algorithm).publicKey.spki,
      )
      expect(new Set(points.map(String)).size).toBe(50)
      expect(deriveProofKey('secret 7', algorithm).publicKey.spki).toEqual(points[7])
    }
  })

  test('is none of what the provider or the address learn of the sign-in', async () => {
    const portal = await createPortal()
    const jar = new Jar()
    const asked = await start(portal, jar)
    await finish(portal, jar, asked.get('state'))
    const told = [...asked.values(), ...portal.to('/token').form.values()]
    const made = told.map((text) => deriveProofKey(text, 'ES256').publicKey.spki)
    const { x } = decodeProtectedHeader(portal.proof()).jwk as { x: string }
    const inside = (spki: Uint8Array) => Buffer.from(spki).includes(Buffer.from(x, 'base64url'))
    expect(told.length).toBeGreaterThan(10)
    expect(made.filter(inside)).toEqual([])
  })
})
