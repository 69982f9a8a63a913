import { describe, expect, test } from 'vitest'
import { type KeySource, verifyLogoutToken } from '../../src/index.ts'
import { CLIENT, ISSUER, mint, NOW } from '../hostile-provider.ts'
import { accessToken, bearer, createGuardBench } from './bench.ts'

const away = new Error('10.1.2.3: connection refused')
const SOURCES: [name: string, find: KeySource['find'], told: unknown[]][] = [
  ['rejects', async () => Promise.reject(away), [away]],
  [
    'throws',
    () => {
      throw away
    },
    [away],
  ],
  ['answers nothing', (async () => undefined) as never, []],
]

const logoutToken = () =>
  mint(
    {
      iss: ISSUER,
      aud: CLIENT,
      iat: NOW,
      exp: NOW + 120,
      jti: 'jti',
      sub: 'someone',
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    },
    { alg: 'ES256', kid: 'k1', typ: 'logout+jwt' },
  )

describe.each(SOURCES)('a source of keys of somebody’s own that %s', (_, find, told) => {
  test('leaves a token undecided: 503, when to come again, and the code of an outage', async () => {
    const { api, errors } = await createGuardBench({ keys: { find } })
    const outcome = await api.check(bearer(await accessToken()))
    if (outcome.verdict === 'passed') throw new Error('passed')
    expect(outcome.verdict).toBe('indeterminate')
    const { status, headers } = outcome.response
    expect([status, headers.get('retry-after'), headers.get('www-authenticate')]).toEqual([503, '1', null])
    const text = await outcome.response.text()
    expect(JSON.parse(text)).toMatchObject({
      error: 'temporarily_unavailable',
      code: 'ERR_SSO_KEYS_UNAVAILABLE',
    })
    expect(text).not.toContain('10.1.2.3')
    expect(errors).toEqual(told)
  })

  test('leaves a logout to be sent again', async () => {
    const { api } = await createGuardBench({ keys: { find } })
    const body = new URLSearchParams({ logout_token: await logoutToken() })
    const request = new Request('https://api.example/backchannel-logout', { method: 'POST', body })
    const answer = await api.receiveLogout(request, CLIENT)
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('ERR_SSO_KEYS_UNAVAILABLE')
  })

  test('is an error with a code to who verifies a token by it', async () => {
    const expected = { issuer: ISSUER, clientId: CLIENT, algorithms: ['ES256'], keys: { find }, now: NOW }
    await expect(verifyLogoutToken(await logoutToken(), expected)).rejects.toMatchObject({
      code: 'ERR_SSO_KEYS_UNAVAILABLE',
    })
  })
})
