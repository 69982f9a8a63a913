import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPrivateKey, createSigner } from '@xinyin/core'
import { exportClientJwk } from '@xinyin/sso'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPortal } from '../../../../examples/join-sign-on/portal.ts'
import { issuingPages } from '../../../../examples/main-job/portals.ts'
import { createBrowser } from '../../src/browser.ts'
import { HOSTILE_MODES, type HostileMode } from '../../src/hostile/index.ts'
import { type IdentityProvider, startIdentityProvider } from '../../src/identity-provider/provider.ts'
import { startPortal } from '../../src/portal/portal.ts'

let provider: IdentityProvider
beforeAll(async () => {
  provider = await startIdentityProvider()
})
afterAll(() => provider.close())

interface Visited {
  readonly origin: string
  close(): Promise<unknown>
}

let serial = 0
const CLIENT = () => `portal-${++serial}`

/** The portal of the main job that issues: each has a memory of its own, so that nothing good is remembered. */
function mainJob(): Promise<Visited> {
  const issue = () => Promise.reject(new Error('nobody got as far as this'))
  const pages = issuingPages({ issued: new Map() }, provider.personas, issue)
  return startPortal({ clientId: CLIENT(), name: '住房和城乡建设局', provider, pages })
}

/** The Express portal that joins the sign-on. */
async function joinSignOn(): Promise<Visited> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const signer = createSigner(await createPrivateKey('P-256'))
  const clientId = CLIENT()
  await provider.register({ clientId, name: '示例门户', origin, jwk: await exportClientJwk(signer) })
  const { issuer, levels } = provider
  server.on('request', createPortal({ issuer, clientId, signer, origin, levels }))
  const close = async () => {
    server.closeAllConnections()
    server.close()
  }
  return { origin, close }
}

const PORTALS = { 'main-job': mainJob, 'join-sign-on': joinSignOn }
const isSlow = ({ name }: HostileMode) => name.endsWith('-slow')
const isLogout = ({ area }: HostileMode) => area === 'logout-token'
/** The portals of the examples read the ID token alone. */
const isUserInfo = ({ area }: HostileMode) => area === 'user-info'
const listed = (modes: readonly HostileMode[]) =>
  modes.map((mode): [string, string, HostileMode] => [mode.name, mode.refusedBy, mode])

async function visit({ origin }: Visited) {
  const browser = createBrowser()
  const page = await browser.open(`${origin}/login?level=3&returnTo=/nowhere`)
  return { browser, page: page.url.startsWith(origin) ? page : await browser.press('natural-3') }
}

const isIn = async (browser: ReturnType<typeof createBrowser>, { origin }: Visited) =>
  (await browser.send(`${origin}/session`)).status === 200

/** Signs in under an attack; then, with an honest provider, at the same portal made anew. */
async function attack(make: () => Promise<Visited>, mode: HostileMode): Promise<void> {
  const portal = await make()
  provider.behave({ hostile: mode })
  try {
    const { browser, page } = await visit(portal)
    expect(page.html.match(/ERR_SSO_\w+/g)?.at(-1)).toBe(mode.refusedBy)
    expect(page.url.startsWith(portal.origin)).toBe(true)
    expect(page.html).not.toMatch(/<script|<img|onerror|\.ts:\d|node_modules|attacker\.example/)
    expect(await isIn(browser, portal)).toBe(false)
  } finally {
    provider.behave({ hostile: undefined })
    await portal.close()
  }
}

describe.each(Object.entries(PORTALS))('the portal of examples/%s', (_, make) => {
  test('signs people in, at an honest provider', async () => {
    const portal = await make()
    const { browser } = await visit(portal)
    expect(await isIn(browser, portal)).toBe(true)
    await portal.close()
  })

  test.each(listed(HOSTILE_MODES.filter((mode) => !isSlow(mode) && !isLogout(mode) && !isUserInfo(mode))))(
    'refuses the attack %s: %s',
    async (_, __, mode) => attack(make, mode),
  )

  test.each(listed(HOSTILE_MODES.filter(isLogout)))('refuses the attack %s: %s', async (_, __, mode) => {
    const portal = await make()
    const { browser } = await visit(portal)
    const elsewhere = await make()
    await browser.open(`${elsewhere.origin}/login`)
    provider.behave({ hostile: mode })
    try {
      // Signing out at the other one has the provider send logout tokens.
      await browser.send(`${elsewhere.origin}/logout`, {
        method: 'POST',
        body: '',
        headers: { 'sec-fetch-site': 'same-origin' },
      })
      const { headers } = await browser.send(`${provider.issuer}/session/end`)
      expect(headers.location).toBeUndefined()
      await browser.open(`${provider.issuer}/session/end`)
      await browser.press('yes')
      const told = provider.messages.filter(
        ({ kind, hostile }) => kind === 'logout-token' && hostile === mode.name,
      )
      expect(told.at(-1)?.status).toBe(400)
      expect(told.at(-1)?.answered[0]?.[1]).toContain(mode.refusedBy)
      expect(await isIn(browser, portal)).toBe(mode.logoutTimes === undefined)
    } finally {
      provider.behave({ hostile: undefined })
      await Promise.all([portal.close(), elsewhere.close()])
    }
  })
})

test('and neither waits for one that never ends its answers', async () => {
  for (const mode of HOSTILE_MODES.filter(isSlow).slice(0, 1)) {
    const start = performance.now()
    await attack(mainJob, mode)
    expect(performance.now() - start).toBeLessThan(15_000)
  }
})
