import { type AccessToken, createKeySource, memoryStore, type UserInfoOptions } from '@xinyin/sso'
import { guard } from '@xinyin/sso/resource'
import { exportJWK, generateKeyPair } from 'jose'
import { expectThat } from '../expect.ts'
import type { Case } from '../table.ts'
import { openPortal, signInAt, type TokenPortal, type TokenPortalOptions } from './token-portal.ts'
import {
  INTERFACE,
  PERSON,
  startTokenProvider,
  type TokenProvider,
  type TokenProviderOptions,
} from './token-provider.ts'

interface Scene {
  readonly provider: TokenProvider
  readonly portal: TokenPortal
}

/** Plays something at a provider and a portal of their own, and takes them down whatever happens. */
async function play<T>(
  setting: { readonly provider?: TokenProviderOptions; readonly portal?: TokenPortalOptions },
  run: (scene: Scene) => Promise<T>,
): Promise<T> {
  const provider = await startTokenProvider(setting.provider)
  try {
    const portal = await signInAt(provider, setting.portal)
    try {
      return await run({ provider, portal })
    } finally {
      await portal.close()
    }
  } finally {
    await provider.close()
  }
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** What became of something that is to fail. */
const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    ({ code }: { code: string }) => code,
  )

/** The provider takes each refresh token once, and answers with an ID token each time. */
async function renews({ provider, portal: { sso, request } }: Scene): Promise<string> {
  const values = new Set<string>()
  for (let round = 0; round < 4; round += 1) {
    const tokens = await Promise.all(Array.from({ length: 5 }, () => sso.accessToken(request)))
    for (const { value } of tokens) values.add(value)
    const { status } = await (tokens[0] as AccessToken).fetch(`${provider.issuer}/me`)
    expectThat(status === 200, `the provider takes its own token with ${status}`)
    await sleep(1100)
  }
  expectThat(values.size === 4, `${values.size} tokens in four rounds`)
  expectThat(provider.ended.count === 0, 'a refresh token was used twice')
  return '3 renewals, each refresh token used once by 5 at a time'
}

/** Somebody else has used the refresh token first. */
async function endsWithGrant(
  { provider, portal: { sso, request, secrets } }: Scene,
  store: ReturnType<typeof memoryStore>,
) {
  const [found] = await store.list(secrets.issuer, PERSON)
  const refresh = found?.session.tokens?.refresh
  expectThat(found !== undefined && refresh !== undefined, 'no refresh token is kept')
  // A thief with the portal's own key, who is as good as the portal to the provider.
  const stolen = memoryStore()
  if (found !== undefined) await stolen.put(found.key, found.session)
  await openPortal(secrets, stolen).accessToken(request, { scope: 'openid' })
  const told = await codeOf(sso.accessToken(request, { scope: 'openid profile' }))
  expectThat(told === 'ERR_SSO_REFRESH_REFUSED', `the second use of a refresh token: ${told}`)
  expectThat((await sso.session(request)) === undefined, 'the session lives on')
  expectThat(provider.ended.count > 0, 'the provider did not notice')
}

/** A token for an interface, bound to the session's key, passes our guard, which knows the provider's keys. */
async function passesGuard({ provider, portal: { sso, request } }: Scene): Promise<string> {
  const token = await sso.accessToken(request, { resource: INTERFACE, scope: 'read' })
  expectThat(token.scheme === 'DPoP', `a token of type ${token.scheme}`)
  const api = guard({
    issuer: provider.issuer,
    audience: INTERFACE,
    origin: new URL(INTERFACE).origin,
    keys: createKeySource(
      async () => `${provider.issuer}/jwks`,
      fetch,
      () => new Date(),
    ),
    dpop: { store: memoryStore() },
  })
  const url = `${INTERFACE}cases/7?page=2`
  await token.use('POST', url, async (fields) => {
    const outcome = await api.check(new Request(url, { method: 'POST', headers: { ...fields } }), {
      scopes: ['read'],
    })
    expectThat(outcome.verdict === 'passed', `our guard: ${JSON.stringify(outcome)}`)
    const other = await api.check(new Request(url, { headers: { ...fields } }))
    expectThat(other.verdict === 'failed', 'a proof for POST passed for GET')
    return new Response()
  })
  const own = await sso.accessToken(request)
  const { status } = await own.fetch(`${provider.issuer}/me`)
  expectThat(status === 200, `the provider takes the proof with ${status}`)
  const bare = await fetch(`${provider.issuer}/me`, { headers: { authorization: `Bearer ${own.value}` } })
  expectThat(bare.status === 401, `without a proof it answers ${bare.status}`)
  return 'proofs by oidc-provider and by our guard, without one 401'
}

async function tellsAboutUser({ portal: { sso, request } }: Scene): Promise<void> {
  const told = await sso.userInfo(request)
  expectThat(told['sub'] === PERSON && told['name'] === '测试甲', `user information: ${JSON.stringify(told)}`)
}

/** Signing out gives the refresh token back. */
async function givesBack({ provider, portal }: Scene): Promise<void> {
  const before = provider.ended.count
  await portal.signOut()
  expectThat(provider.ended.count > before, 'the provider still has the grant')
  const told = await codeOf(portal.sso.accessToken(portal.request))
  expectThat(told === 'ERR_SSO_SIGNED_OUT', `after signing out: ${told}`)
}

const encryption = async () => {
  const { privateKey, publicKey } = await generateKeyPair('ECDH-ES', { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), use: 'enc', alg: 'ECDH-ES', kid: 'enc' }
  return { decryptionKey: await exportJWK(privateKey), jwk }
}

const userInfo = (options: UserInfoOptions, metadata: object, jwks: object[] = []) =>
  play({ portal: { options: { userInfo: options }, metadata: { ...metadata }, jwks } }, tellsAboutUser)

const SIGNED = { userinfo_signed_response_alg: 'ES256' }
const ENCRYPTED = {
  userinfo_encrypted_response_alg: 'ECDH-ES',
  userinfo_encrypted_response_enc: 'A256GCM',
}

const TOPICS: readonly [what: string, run: () => Promise<unknown>][] = [
  ['renews tokens by refresh tokens that are taken once', () => play({ provider: { seconds: 1 } }, renews)],
  [
    'ends a session whose refresh token somebody else has used',
    () => {
      const store = memoryStore()
      return play({ portal: { store } }, (scene) => endsWithGrant(scene, store))
    },
  ],
  [
    'binds tokens to the key of a session, with the provider’s nonces',
    () =>
      play(
        {
          provider: { wantsNonce: true },
          portal: {
            options: {
              binding: { by: 'dpop' },
              scopes: ['profile', 'read'],
              tokens: { resources: [INTERFACE] },
            },
          },
        },
        passesGuard,
      ),
  ],
  ['reads user information in plain JSON', () => userInfo({ answers: 'plain' }, {})],
  ['reads user information that is signed', () => userInfo({ answers: 'signed' }, SIGNED)],
  [
    'reads user information that is signed and encrypted, for a session bound to a key',
    async () => {
      const { decryptionKey, jwk } = await encryption()
      const options = { answers: 'signed', decryptionKey, atSignIn: true } as const
      return play(
        {
          portal: {
            options: { userInfo: options, binding: { by: 'dpop' } },
            metadata: { ...SIGNED, ...ENCRYPTED },
            jwks: [jwk],
          },
        },
        tellsAboutUser,
      )
    },
  ],
  ['gives refresh tokens back when somebody signs out', () => play({}, givesBack)],
]

export const TOKEN_FLOW_CASES: readonly Case[] = TOPICS.map(([what, run]) => ({
  what: `a portal that keeps tokens ${what}`,
  with: 'oidc-provider',
  run,
}))
