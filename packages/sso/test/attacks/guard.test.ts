import { assemble, createSigningKey, type SigningKey, signCompact, signDraft } from '@xinyin/sandbox/hostile'
import { describe, expect, test } from 'vitest'
import { createKeySource } from '../../src/index.ts'
import type { Needs } from '../../src/resource/index.ts'
import { type Claims, ISSUER, NOW } from '../hostile-provider.ts'
import {
  API,
  bearer,
  claimsWith,
  createGuardBench,
  dpop,
  type GuardBench,
  proofKey,
  proofOf,
  requestWith,
  sha256,
} from '../resource/bench.ts'
import { SM2 } from './portal.ts'

/** An interface, the issuer’s key, and what an attacker has. */
interface World {
  readonly bench: GuardBench
  readonly key: SigningKey
  readonly thief: SigningKey
  token(change?: Claims, header?: Claims, key?: SigningKey): Promise<string>
}

async function createWorld(key: SigningKey): Promise<World> {
  const options = key.sm2 === undefined ? {} : { sm2: key.sm2 }
  const keys = createKeySource(
    async () => `${ISSUER}/jwks`,
    async () => Response.json({ keys: [key.jwk] }),
    () => new Date(NOW * 1000),
    options,
  )
  return {
    bench: await createGuardBench({ keys, ...options }),
    key,
    thief: await createSigningKey(key.sm2),
    token: (change = {}, header = {}, by = key) =>
      signDraft({ header: { typ: 'at+jwt', ...header }, claims: claimsWith(change), key: by }),
  }
}

interface Attempt {
  readonly request: Request
  readonly needs?: Needs
  readonly certificate?: Uint8Array
}

interface Attack {
  readonly name: string
  /** The one check that stands against it, and its code. */
  readonly refusedBy: `${string} ERR_${string}`
  build(world: World): Promise<Attempt | Request>
}

const attack = (name: string, refusedBy: Attack['refusedBy'], build: Attack['build']): Attack => ({
  name,
  refusedBy,
  build,
})

/** A token with other claims, used as it should be. */
const claiming = (name: string, refusedBy: Attack['refusedBy'], change: Claims): Attack =>
  attack(name, refusedBy, async ({ token }) => bearer(await token(change)))

/** A good token, used for what it is not good for. */
const needing = (name: string, refusedBy: Attack['refusedBy'], needs: Needs, change: Claims = {}): Attack =>
  attack(name, refusedBy, async ({ token }) => ({ request: bearer(await token(change)), needs }))

const { jkt } = await proofKey()
const certificate = crypto.getRandomValues(new Uint8Array(400))

/** A bound token with a proof that is not what it should be. */
const proving = (
  name: string,
  refusedBy: Attack['refusedBy'],
  change: Claims,
  header: Record<string, unknown> = {},
): Attack =>
  attack(name, refusedBy, async ({ token }) => {
    const bound = await token({ cnf: { jkt } })
    return dpop(bound, await proofOf(bound, change, header))
  })

const ATTACKS: readonly Attack[] = [
  attack('a token without signature', 'access-token.algorithm ERR_SSO_TOKEN_ALGORITHM', async () =>
    bearer(assemble({ alg: 'none', typ: 'at+jwt' }, claimsWith({}), 'AA')),
  ),
  attack(
    'a token that somebody else signed',
    'access-token.signature ERR_SSO_TOKEN_SIGNATURE',
    async ({ token, thief, key }) => bearer(await token({}, { kid: key.kid }, thief)),
  ),
  attack(
    'a token under a key that is not published',
    'access-token.key ERR_SSO_KEY_UNKNOWN',
    async ({ token, thief }) => bearer(await token({}, {}, thief)),
  ),
  attack(
    'a token that brings its own key',
    'access-token.signature ERR_SSO_TOKEN_SIGNATURE',
    async ({ token, thief, key }) => bearer(await token({}, { kid: key.kid, jwk: thief.jwk }, thief)),
  ),
  attack(
    'a token that says where its key is',
    'access-token.key ERR_SSO_KEY_UNKNOWN',
    async ({ token, thief }) => bearer(await token({}, { jku: 'https://attacker.example/jwks' }, thief)),
  ),
  attack('an ID token', 'access-token.type ERR_SSO_TOKEN_TYPE', async ({ token }) =>
    bearer(await token({}, { typ: 'JWT' })),
  ),
  attack('a logout token', 'access-token.type ERR_SSO_TOKEN_TYPE', async ({ token }) =>
    bearer(await token({}, { typ: 'logout+jwt' })),
  ),
  attack('a token of no type', 'access-token.type ERR_SSO_TOKEN_TYPE', async ({ token }) =>
    bearer(await token({}, { typ: undefined })),
  ),
  attack(
    'a token that demands what nobody knows',
    'access-token.form ERR_SSO_TOKEN_CRITICAL',
    async ({ token }) => bearer(await token({}, { crit: ['x'], x: 1 })),
  ),
  attack('a token with a claim twice', 'access-token.form ERR_SSO_JSON_DUPLICATE', async ({ key }) => {
    const claims = `${JSON.stringify(claimsWith({})).slice(0, -1)},"sub":"administrator"}`
    return bearer(await signCompact({ alg: key.alg, kid: key.kid, typ: 'at+jwt' }, claims, key))
  }),
  attack('a second spelling of a good token', 'access-token.form ERR_SSO_TOKEN_FORM', async ({ token }) =>
    bearer(`${await token()}=`),
  ),
  claiming('a token of another issuer', 'access-token.issuer ERR_SSO_TOKEN_ISSUER', {
    iss: 'https://attacker.example',
  }),
  claiming('a token for another interface', 'access-token.audience ERR_SSO_TOKEN_AUDIENCE', {
    aud: 'https://other.example',
  }),
  claiming('a token for the portal itself', 'access-token.audience ERR_SSO_TOKEN_AUDIENCE', {
    aud: 'portal',
  }),
  claiming('a token for nobody', 'access-token.audience ERR_SSO_TOKEN_AUDIENCE', { aud: undefined }),
  claiming('a token for lists of interfaces', 'access-token.audience ERR_SSO_TOKEN_AUDIENCE', {
    aud: [[API]],
  }),
  claiming('a token that expired', 'access-token.expiry ERR_SSO_TOKEN_EXPIRED', { exp: NOW - 60 }),
  claiming('a token that never expires', 'access-token.expiry ERR_SSO_TOKEN_TIME', { exp: undefined }),
  claiming('a token of tomorrow', 'access-token.issued-at ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW + 3600 }),
  claiming('a token that logouts no longer remember', 'access-token.issued-at ERR_SSO_TOKEN_ISSUED_AT', {
    iat: NOW - 90_000,
  }),
  claiming('a token for later', 'access-token.not-before ERR_SSO_TOKEN_EARLY', { nbf: NOW + 3600 }),
  claiming('a token of nobody', 'access-token.subject ERR_SSO_TOKEN_SUBJECT', { sub: undefined }),
  claiming('a token that no client asked for', 'access-token.client ERR_SSO_ACCESS_CLIENT', {
    client_id: undefined,
  }),
  claiming('a token that cannot be revoked', 'access-token.identifier ERR_SSO_ACCESS_IDENTIFIER', {
    jti: undefined,
  }),
  claiming('a token whose session no logout can name', 'access-token.session ERR_SSO_TOKEN_SESSION', {
    sid: ['op-session'],
  }),
  claiming('a token that is bound to what nobody knows', 'access-token.binding ERR_SSO_ACCESS_BINDING', {
    cnf: { unheard: 'x' },
  }),
  claiming('a token that is bound to nothing', 'access-token.binding ERR_SSO_ACCESS_BINDING', { cnf: {} }),
  claiming(
    'a stolen token that is bound to a key, as bearer',
    'access-token.binding ERR_SSO_ACCESS_BINDING',
    { cnf: { jkt } },
  ),
  attack(
    'a token that is bound to nothing, with a proof',
    'access-token.binding ERR_SSO_ACCESS_BINDING',
    async ({ token }) => {
      const loose = await token()
      return dpop(loose, await proofOf(loose))
    },
  ),
  attack(
    'a stolen token that is bound to a certificate',
    'access-token.certificate ERR_SSO_ACCESS_CERTIFICATE',
    async ({ token }) => bearer(await token({ cnf: { 'x5t#S256': await sha256(certificate) } })),
  ),
  attack(
    'the same, over the thief’s own connection',
    'access-token.certificate ERR_SSO_ACCESS_CERTIFICATE',
    async ({ token }) => ({
      request: bearer(await token({ cnf: { 'x5t#S256': await sha256(certificate) } })),
      certificate: new Uint8Array(400),
    }),
  ),
  attack('a bound token without proof', 'dpop.presence ERR_SSO_DPOP_ABSENT', async ({ token }) =>
    requestWith({ authorization: `DPoP ${await token({ cnf: { jkt } })}` }),
  ),
  attack('a proof by the thief’s key', 'dpop.binding ERR_SSO_DPOP_BINDING', async ({ token }) => {
    const bound = await token({ cnf: { jkt } })
    return dpop(bound, await proofOf(bound, {}, {}, await proofKey('ES256', 'thief')))
  }),
  attack('a proof that is used twice', 'dpop.replay ERR_SSO_DPOP_REPLAY', async ({ token, bench }) => {
    const bound = await token({ cnf: { jkt } })
    const proof = await proofOf(bound)
    expect((await bench.api.check(dpop(bound, proof))).verdict).toBe('passed')
    return dpop(bound, proof)
  }),
  proving('a proof for another method', 'dpop.method ERR_SSO_DPOP_METHOD', { htm: 'DELETE' }),
  proving('a proof for another interface', 'dpop.address ERR_SSO_DPOP_ADDRESS', {
    htu: 'https://other.example/cases',
  }),
  proving('a proof for another token', 'dpop.access-token ERR_SSO_DPOP_ACCESS_HASH', { ath: 'A'.repeat(43) }),
  proving('a proof from yesterday', 'dpop.issued-at ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW - 86_400 }),
  proving('a proof that was made ahead', 'dpop.issued-at ERR_SSO_TOKEN_ISSUED_AT', { iat: NOW + 3600 }),
  proving('a client assertion in the place of a proof', 'dpop.type ERR_SSO_TOKEN_TYPE', {}, { typ: 'JWT' }),
  needing('more scopes than the token has', 'access-token.scope ERR_SSO_ACCESS_SCOPE', {
    scopes: ['cases.delete'],
  }),
  needing('a scope by the beginning of its name', 'access-token.scope ERR_SSO_ACCESS_SCOPE', {
    scopes: ['cases'],
  }),
  needing('a higher level than the token’s', 'access-token.authentication ERR_SSO_ACCESS_LEVEL', {
    level: 4,
  }),
  needing(
    'a level that was invented',
    'access-token.authentication ERR_SSO_ACCESS_LEVEL',
    { level: 2 },
    { acr: 'level-99' },
  ),
  needing('a fresher sign-in', 'access-token.authentication ERR_SSO_ACCESS_AGE', { maxAge: 60 }),
  needing(
    'a sign-in that says it is of tomorrow',
    'access-token.authentication ERR_SSO_ACCESS_AGE',
    { maxAge: 60 },
    { auth_time: NOW + 3600 },
  ),
  needing(
    'two permissions that were granted apart',
    'access-token.authorization-details ERR_SSO_ACCESS_DETAILS',
    { authorizationDetails: [{ type: 'case', actions: ['read', 'close'] }] },
    {
      authorization_details: [
        { type: 'case', actions: ['read'] },
        { type: 'case', actions: ['close'] },
      ],
    },
  ),
  attack('a token in the address', 'request.credentials ERR_SSO_CREDENTIALS_FORM', async ({ token }) =>
    requestWith({}, `${API}/cases?access_token=${await token()}`),
  ),
  attack('two tokens', 'request.credentials ERR_SSO_CREDENTIALS_FORM', async ({ token }) =>
    requestWith({ authorization: `Bearer ${await token()}, Bearer ${await token()}` }),
  ),
  attack('a password', 'request.credentials ERR_SSO_CREDENTIALS_SCHEME', async () =>
    requestWith({ authorization: 'Basic dTpw' }),
  ),
  attack('nothing', 'request.credentials ERR_SSO_CREDENTIALS_ABSENT', async () => requestWith({})),
  ...(['sid', 'sub', 'jti'] as const).map((by) =>
    attack(
      `a token whose ${by} was revoked, though it was cached`,
      'access-token.revocation ERR_SSO_ACCESS_REVOKED',
      async ({ token, bench }) => {
        const request = bearer(await token())
        expect((await bench.api.check(request)).verdict).toBe('passed')
        const target = { sid: 'op-session', sub: 'someone', jti: 'token-1' }[by]
        await bench.revocations.revoke({ issuer: ISSUER, [by]: target, before: NOW, until: NOW + 86_400 })
        return request
      },
    ),
  ),
]

const isAttempt = (built: Attempt | Request): built is Attempt => 'request' in built
const keys = { ES256: await createSigningKey(), SM2: await createSigningKey(SM2) }

describe.each(Object.entries(keys))('the guard of an interface, tokens by %s', (_, key) => {
  test.each(ATTACKS.map((one) => [one.name, one.refusedBy, one] as const))(
    'attack: %s: %s',
    async (_name, _refusedBy, { refusedBy, build }) => {
      const world = await createWorld(key)
      const built = await build(world)
      const {
        request,
        needs,
        certificate: shown,
      } = isAttempt(built) ? built : { request: built, needs: undefined, certificate: undefined }
      const outcome = await world.bench.api.check(request, needs, { certificate: shown })
      const against = outcome.report.checks.filter(
        ({ status }) => status === 'failed' || status === 'indeterminate',
      )
      // It alone stands against the attack: whatever else was looked at had nothing to say.
      expect(against.map(({ id, code }) => `${id} ${code}`)).toEqual([refusedBy])
      if (outcome.verdict === 'passed') throw new Error('passed')
      expect([400, 401, 403]).toContain(outcome.response.status)
      expect(await outcome.response.text()).toContain(refusedBy.split(' ')[1])
      // And the same world lets in who has what it takes.
      const good = bearer(await world.token({ jti: 'token-2', sid: 'other', sub: 'other' }))
      expect((await world.bench.api.check(good)).verdict).toBe('passed')
    },
  )
})
