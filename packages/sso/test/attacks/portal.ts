import {
  createHostileProvider,
  type HostileMode,
  type HostileProvider,
  type SigningKey,
} from '@xinyin/sandbox/hostile'
import { exportJWK } from 'jose'
import {
  createRelyingParty,
  memoryStore,
  type RelyingParty,
  type RelyingPartyOptions,
  type Sm2TokenProfile,
} from '../../src/index.ts'
import { CLIENT, get, Jar, keyPair, NOW, ORIGIN, post } from '../hostile-provider.ts'

export const SM2: Sm2TokenProfile = { alg: 'SM2SM3', encoding: 'DER', crv: 'SM2' }
export const SESSION = '__Host-xinyin-session'

/** A portal, and the provider that is against it. */
export interface Scene {
  readonly provider: HostileProvider
  readonly sso: RelyingParty
  readonly clock: { seconds: number }
  readonly errors: unknown[]
}

/** What came of something: how the portal answered, and by which rule it refused. */
export interface Outcome {
  readonly status: number
  readonly code: string | undefined
  readonly page: string
}

/** A portal at a provider which plays a mode, or at an honest one. */
export async function createScene(
  mode?: HostileMode,
  key?: SigningKey,
  options: Partial<RelyingPartyOptions> = {},
): Promise<Scene> {
  const clock = { seconds: NOW }
  const now = () => new Date(clock.seconds * 1000)
  const claims = { sub: 'someone', sid: 'op-session', name: '测试甲', acr: 'level-3' }
  const provider = await createHostileProvider({
    clientId: CLIENT,
    claims,
    now: () => clock.seconds,
    ...(mode && { mode }),
    ...(key && { key }),
  })
  const errors: unknown[] = []
  const sso = createRelyingParty({
    issuer: provider.issuer,
    clientId: CLIENT,
    clientKey: { ...(await exportJWK((await keyPair('ES256', 'client')).privateKey)), kid: 'c1' },
    origin: ORIGIN,
    store: memoryStore({ clock: now }),
    levels: { 'level-3': 3, 'level-4': 4 },
    sm2: SM2,
    fetch: provider.fetch,
    clock: now,
    onError: (error) => errors.push(error),
    ...options,
  })
  return { provider, sso, clock, errors }
}

const outcomeOf = async (response: Response): Promise<Outcome> => {
  const page = await response.text()
  // The sentence may name the reason; the code of the refusal comes last.
  return { status: response.status, code: page.match(/ERR_SSO_\w+/g)?.at(-1), page }
}

/** Sends the browser to the provider. @returns the address to which it is sent, or how the portal refused */
export async function begin(scene: Scene, jar: Jar, query = '?level=3'): Promise<string | Outcome> {
  const response = await get(scene, `/login${query}`, jar)
  return response.headers.get('location') ?? outcomeOf(response)
}

/** Brings the browser back to the portal. */
export async function finish(scene: Scene, jar: Jar, address: string): Promise<Outcome> {
  return outcomeOf(await get(scene, address.slice(ORIGIN.length), jar))
}

/** The whole of a sign-in, as far as it goes. */
export async function signIn(scene: Scene, jar: Jar): Promise<Outcome> {
  const sent = await begin(scene, jar)
  return typeof sent === 'string' ? finish(scene, jar, await scene.provider.authorize(sent)) : sent
}

/** Whether the browser is signed in. */
export async function isIn(scene: Scene, jar: Jar): Promise<boolean> {
  return (await get(scene, '/session', new Jar(), { cookie: jar.header })).status === 200
}

/** The provider tells the portal of a logout. @returns what became of each token that it sent */
export async function logOut(scene: Scene, target: { sid?: string; sub?: string }): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const logout_token of await scene.provider.logoutTokens(target))
    outcomes.push(await outcomeOf(await post(scene, '/backchannel-logout', { logout_token }, new Jar(), {})))
  return outcomes
}
