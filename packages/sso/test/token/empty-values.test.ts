import fc from 'fast-check'
import { expect, test } from 'vitest'
import { levelOf } from '../../src/assurance/level.ts'
import { sameText } from '../../src/http/secret.ts'
import {
  createKeySource,
  inspectIdToken,
  inspectLogoutToken,
  inspectRefreshedIdToken,
  inspectSignedResponse,
  inspectUserInfo,
} from '../../src/index.ts'
import { readAccess } from '../../src/resource/access.ts'
import { inspectAccessToken } from '../../src/resource/access-token.ts'
import { introspectToken } from '../../src/resource/introspection.ts'
import { checkNeeds } from '../../src/resource/needs.ts'
import { CLIENT, goodClaims, ISSUER, mint, NOW, publicJwk } from '../hostile-provider.ts'

// What is expected comes from options, cookies and stores. Where it got lost on the way it is empty, and a token that says
// just as little must not be the one that was waited for.

const set = { keys: [await publicJwk('ES256', 'k1')] }
const keys = createKeySource(
  async () => `${ISSUER}/jwks`,
  async () => Response.json(set),
  () => new Date(NOW * 1000),
)
const header = { alg: 'ES256', kid: 'k1' }
const expected = { issuer: ISSUER, clientId: CLIENT, algorithms: ['ES256'], keys, now: NOW }
const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
const first = await mint(goodClaims('n'), header)

interface Kind {
  readonly name: string
  readonly typ?: string
  readonly claims: Record<string, unknown>
  /** What a report hangs on, and the claim that is held against it. */
  readonly held: Readonly<Record<string, string>>
  inspect(token: string, change: object): Promise<{ readonly verdict: string }>
}

const KINDS: readonly Kind[] = [
  {
    name: 'ID token',
    claims: { ...goodClaims('n'), azp: CLIENT },
    held: { issuer: 'iss', clientId: 'aud', nonce: 'nonce' },
    inspect: (token, change) =>
      inspectIdToken(token, { ...expected, nonce: 'n', accessToken: undefined, ...change }),
  },
  {
    name: 'renewed ID token',
    claims: goodClaims('n'),
    held: { issuer: 'iss', clientId: 'aud' },
    inspect: (token, change) =>
      inspectRefreshedIdToken(token, { ...expected, first, accessToken: 'access', ...change }),
  },
  {
    name: 'logout token',
    typ: 'logout+jwt',
    claims: { iss: ISSUER, aud: CLIENT, iat: NOW, exp: NOW + 60, jti: 'x', sub: 'someone', events },
    held: { issuer: 'iss', clientId: 'aud' },
    inspect: (token, change) => inspectLogoutToken(token, { ...expected, ...change }),
  },
  {
    name: 'signed answer',
    claims: { iss: ISSUER, aud: CLIENT, exp: NOW + 60, code: 'c', state: 's' },
    held: { issuer: 'iss', clientId: 'aud' },
    inspect: (token, change) => inspectSignedResponse(token, { ...expected, ...change }),
  },
  {
    name: 'user information',
    claims: { iss: ISSUER, aud: CLIENT, sub: 'someone' },
    held: { issuer: 'iss', clientId: 'aud', sub: 'sub' },
    inspect: (body, change) =>
      inspectUserInfo(
        { contentType: 'application/jwt', body },
        { ...expected, sub: 'someone', answers: 'signed', ...change },
      ),
  },
  {
    name: 'access token',
    typ: 'at+jwt',
    claims: { iss: ISSUER, aud: 'api', sub: 'someone', client_id: CLIENT, iat: NOW, exp: NOW + 60, jti: 'x' },
    held: { issuer: 'iss', audience: 'aud' },
    inspect: (token, change) => inspectAccessToken(token, { ...expected, audience: 'api', ...change }),
  },
  {
    name: 'signed introspection',
    typ: 'token-introspection+jwt',
    claims: {
      iss: ISSUER,
      aud: CLIENT,
      iat: NOW,
      token_introspection: { active: true, aud: 'api', sub: 'someone' },
    },
    held: { issuer: 'iss', clientId: 'aud' },
    inspect: (token, change) =>
      introspectToken(
        'opaque',
        {
          ...expected,
          audience: 'api',
          endpoint: `${ISSUER}/introspect`,
          isSigned: true,
          authentication: async () => {},
          maxTokenAge: 3600,
          ask: async () => ({
            status: 200,
            headers: new Headers({ 'content-type': 'application/token-introspection+jwt' }),
            text: token,
          }),
          onError: () => {},
          ...change,
        },
        NOW,
      ),
  },
]

const CASES = KINDS.flatMap((kind) =>
  Object.entries(kind.held).map(([option, claim]) => [kind.name, option, claim, kind] as const),
)

test.each(KINDS)('$name as it should be passes', async ({ typ, claims, inspect }) => {
  const token = await mint(claims, { ...header, ...(typ && { typ }) })
  expect((await inspect(token, {})).verdict).toBe('passed')
})

test.each(CASES)('%s: an empty %s is met by no %s', async (_, option, claim, { typ, claims, inspect }) => {
  for (const value of ['', [''], undefined, null]) {
    const said = { ...claims, [claim]: value, ...(claim === 'aud' && 'azp' in claims && { azp: '' }) }
    const token = await mint(said, { ...header, ...(typ && { typ }) })
    expect((await inspect(token, { [option]: '' })).verdict, JSON.stringify(value)).toBe('failed')
  }
})

test('nothing is the same text as nothing', () => {
  expect(sameText('', '')).toBe(false)
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      expect(sameText(one, other)).toBe(one === other && one !== '')
    }),
  )
})

test('an empty acr is worth no level, whatever a table says', () => {
  expect(levelOf('', { '': 3 })).toBe(0)
})

test('an authorization of no type, or for nothing, grants nothing', () => {
  const access = (details: object) => readAccess({ authorization_details: [details] }, ISSUER, {})
  const status = (details: object, need: { type: string; identifier?: string }) =>
    checkNeeds(access(details), { authorizationDetails: [need] }, NOW).find(
      ({ id }) => id === 'access-token.authorization-details',
    )?.status
  expect(status({ type: '' }, { type: '' })).toBe('failed')
  expect(status({ type: 'a', identifier: '' }, { type: 'a', identifier: '' })).toBe('failed')
  expect(status({ type: 'a', identifier: 'b' }, { type: 'a', identifier: 'b' })).toBe('passed')
})
