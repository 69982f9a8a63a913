import { afterEach, describe, expect, test } from 'vitest'
import { createBrowser } from '../../src/browser.ts'
import { startIdentityProvider } from '../../src/identity-provider/provider.ts'
import { type Portal, startPortal } from '../../src/portal/portal.ts'

let running: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.map((server) => server.close()))
  running = []
})

async function start(options: Parameters<typeof startIdentityProvider>[0] = {}) {
  const errors: { code?: string }[] = []
  const provider = await startIdentityProvider(options)
  const onError = (error: unknown) => errors.push(error as { code?: string })
  const portal = await startPortal({ clientId: 'zjj', name: '门户', provider, onError })
  running.push(portal, provider)
  return { provider, portal, errors }
}

async function signIn(portal: Portal, persona = 'natural-3') {
  const browser = createBrowser()
  const page = await browser.open(`${portal.origin}/login?level=3`)
  if (page.url.startsWith(portal.origin)) return { browser, page }
  return { browser, page: await browser.press(persona) }
}

const codes = (errors: { code?: string }[]) => errors.map(({ code }) => code)

describe('a provider changes its key', () => {
  test('on demand, and whoever is signed in signs out with a token of the key before', async () => {
    const { provider, portal, errors } = await start()
    const { browser } = await signIn(portal)
    await provider.rotateKeys()
    await provider.rotateKeys()
    expect((await signIn(portal)).page.url).toBe(`${portal.origin}/`)
    await browser.open(`${portal.origin}/`)
    await browser.press('yes')
    expect((await browser.press('yes')).url).toBe(`${portal.origin}/`)
    expect(errors).toEqual([])
  })

  test('by the clock', async () => {
    const { provider } = await start({ behaviour: { rotateSeconds: 1 } })
    const kid = async () => {
      const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: { kid: string }[] }
      return keys[0]?.kid
    }
    const before = await kid()
    await expect.poll(kid, { timeout: 5000 }).not.toBe(before)
  })
})

describe('a provider whose clock is wrong', () => {
  test.each([20, -20])('by %i s signs people in', async (skewSeconds) => {
    const { portal, errors } = await start({ behaviour: { skewSeconds } })
    expect((await signIn(portal)).page.url).toBe(`${portal.origin}/`)
    expect(errors).toEqual([])
  })

  test.each([
    [3600, 'ERR_SSO_TOKEN_ISSUED_AT'],
    [-7200, 'ERR_SSO_TOKEN_EXPIRED'],
  ])('by %i s signs nobody in', async (skewSeconds, code) => {
    const { portal, errors } = await start({ behaviour: { skewSeconds } })
    await signIn(portal)
    expect(codes(errors)).toEqual([code])
  })
})

describe('a provider that is out', () => {
  test.each([
    ['all', 'ERR_SSO_DISCOVERY'],
    ['discovery', 'ERR_SSO_DISCOVERY'],
    ['keys', 'ERR_SSO_KEYS_UNAVAILABLE'],
    ['tokens', 'ERR_SSO_TOKEN_RESPONSE'],
  ] as const)('with %s signs nobody in, and does when it is back', async (outage, code) => {
    const { provider, portal, errors } = await start({ behaviour: { outage } })
    await signIn(portal)
    expect(codes(errors)).toEqual([code])
    provider.behave({ outage: 'none' })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect((await signIn(portal)).page.url).toBe(`${portal.origin}/`)
  })
})

test.each([
  { latency: -1 },
  { latency: 60_001 },
  { skewSeconds: 0.5 },
  { rotateSeconds: Number.NaN },
  { outage: 'lunch' as never },
])('%j is no behaviour', async (behaviour) => {
  await expect(startIdentityProvider({ behaviour })).rejects.toThrow(RangeError)
})

test.each([
  ['DER', 'SM2SM3'],
  ['raw', 'SM2'],
] as const)('tokens are signed with SM2 as %s', async (encoding, alg) => {
  const { provider, portal, errors } = await start({ sm2: { alg, encoding, crv: 'SM2' } })
  const { browser } = await signIn(portal, 'agent-4')
  expect((await browser.send(`${portal.origin}/session`)).status).toBe(200)
  expect(errors).toEqual([])
  const told: string = JSON.stringify(provider.messages.flatMap(({ tokens }) => tokens))
  expect(told).toContain(alg)
})

test('the messages that passed are kept, two hundred at most', async () => {
  const { provider } = await start()
  for (let n = 0; n < 220; n++) await fetch(`${provider.issuer}/jwks`)
  expect(provider.messages.length).toBe(200)
  expect(provider.messages.at(-1)?.number).toBeGreaterThanOrEqual(220)
})
