import { exportJWK } from 'jose'
import { describe, expect, test } from 'vitest'
import { memoryStore, type StoredSession } from '../../src/index.ts'
import { findSession } from '../../src/session/find.ts'
import { openSession, switchSession } from '../../src/session/open.ts'
import { createSettings } from '../../src/settings.ts'
import { keyPair, NOW, ORIGIN } from '../hostile-provider.ts'
import { session } from '../stores/contract.ts'

const ISSUER = 'https://op.example'

async function signedIn() {
  const clock = () => new Date(NOW * 1000)
  const settings = createSettings({
    issuer: ISSUER,
    clientId: 'portal',
    clientKey: await exportJWK((await keyPair('ES256', 'client')).privateKey),
    origin: ORIGIN,
    store: memoryStore({ clock }),
    clock,
  })
  const open: StoredSession = session({
    line: 'l'.repeat(43),
    issuedAt: NOW,
    expiresAt: NOW + 600,
    idleUntil: NOW + 600,
  })
  const withCookie = (line = '') => ({ headers: { cookie: line.split(';')[0] } })
  const browser = withCookie((await openSession(open, withCookie(), settings))?.cookies[0])
  return { settings, open, browser, withCookie }
}

describe('a switch within a session', () => {
  test('goes on under a new id, and the old one is dead', async () => {
    const { settings, open, browser, withCookie } = await signedIn()
    const other = withCookie(
      (await switchSession({ ...open, idToken: 'other' }, browser, settings))?.cookies[0],
    )
    expect(other.headers.cookie).not.toBe(browser.headers.cookie)
    expect(await findSession(browser, settings)).toBeUndefined()
    expect((await findSession(other, settings))?.idToken).toBe('other')
    expect(await switchSession(open, browser, settings)).toBeUndefined()
  })

  test('is none where a logout came first, nor where nobody is signed in', async () => {
    const { settings, open, browser, withCookie } = await signedIn()
    expect(await switchSession(open, withCookie(), settings)).toBeUndefined()
    await settings.store.destroyBySub(ISSUER, 'someone', NOW, NOW + 900)
    expect(await switchSession({ ...open, issuedAt: NOW + 1 }, browser, settings)).toBeUndefined()
    expect(await settings.store.list(ISSUER, 'someone')).toEqual([])
  })
})
