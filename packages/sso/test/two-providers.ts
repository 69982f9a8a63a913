import { exportJWK } from 'jose'
import {
  createRelyingParty,
  memoryStore,
  type PortalOptions,
  type ProviderOptions,
  type RelyingParty,
} from '../src/index.ts'
import {
  createHostileProvider,
  get,
  type HostileProvider,
  Jar,
  keyPair,
  mint,
  NOW,
  ORIGIN,
  publicJwk,
} from './hostile-provider.ts'

/** The province's people sign in here … */
export const PROVINCE = 'https://province.example'
/** … and the department's own staff here. */
export const STAFF = 'https://staff.example'

export interface TwoProviders {
  readonly province: HostileProvider
  readonly staff: HostileProvider
  readonly sso: RelyingParty
  readonly clock: { seconds: number }
  readonly errors: unknown[]
}

interface Changes {
  readonly portal?: Partial<PortalOptions>
  readonly province?: Partial<ProviderOptions>
  readonly staff?: Partial<ProviderOptions>
}

/** A portal at two providers, each of which has keys of its own and says whatever a test wants. */
export async function createTwoProviders(changes: Changes = {}): Promise<TwoProviders> {
  const clock = { seconds: NOW }
  const province = await createHostileProvider(PROVINCE, clock)
  const staff = await createHostileProvider(STAFF, clock)
  staff.keys = [await publicJwk('ES256', 'k1', 'staff')]
  const errors: unknown[] = []
  const now = () => new Date(clock.seconds * 1000)
  const clientKey = { ...(await exportJWK((await keyPair('ES256', 'client')).privateKey)), kid: 'c1' }
  const sso = createRelyingParty({
    origin: ORIGIN,
    store: memoryStore({ clock: now }),
    fetch: (url, init) => (url.startsWith(PROVINCE) ? province : staff).fetch(url, init),
    clock: now,
    onError: (error) => errors.push(error),
    ...changes.portal,
    providers: [
      {
        issuer: PROVINCE,
        clientId: 'portal',
        clientKey,
        name: { 'zh-CN': '全省统一身份认证', en: 'The province' },
        levels: { 'level-3': 3, 'level-4': 4 },
        ...changes.province,
      },
      { issuer: STAFF, clientId: 'portal', clientKey, levels: { 'level-3': 2 }, ...changes.staff },
    ],
  })
  return { province, staff, sso, clock, errors }
}

/** Has the staff directory sign with its own key. */
export function honestStaff({ staff }: TwoProviders): void {
  staff.forge = async (claims, header) => mint(claims, header, (await keyPair('ES256', 'staff')).privateKey)
}

/** Begins a sign-in at an issuer. */
export async function begin(
  bench: TwoProviders,
  jar: Jar,
  issuer: string,
  query: Record<string, string> = {},
) {
  const parameters = new URLSearchParams({ ...query, issuer })
  const location = (await get(bench, `/login?${parameters}`, jar)).headers.get('location') ?? 'error:'
  const asked = new URL(location).searchParams
  const provider = issuer === STAFF ? bench.staff : bench.province
  provider.nonce = asked.get('nonce') ?? ''
  return { location, state: asked.get('state') ?? '', asked }
}

/** Comes back to the portal with an answer. */
export function finish(bench: TwoProviders, jar: Jar, state: string, iss?: string, path = '/callback') {
  const answer = new URLSearchParams({ code: 'code', state, ...(iss && { iss }) })
  return get(bench, `${path}?${answer}`, jar)
}

/** A browser that is signed in at an issuer. */
export async function signIn(bench: TwoProviders, issuer: string, jar = new Jar()): Promise<Jar> {
  const { state } = await begin(bench, jar, issuer)
  const { status } = await finish(bench, jar, state, issuer)
  if (status !== 303) throw new Error(`the sign-in ended with ${status}`)
  return jar
}

/** A request of a browser for a page of the portal. */
export const browser = (jar: Jar) => new Request(ORIGIN, { headers: { cookie: jar.header } })

/** The same as {@link createTwoProviders}, with an honest staff directory. */
export async function createHonest(
  changes: Parameters<typeof createTwoProviders>[0] = {},
): Promise<TwoProviders> {
  const bench = await createTwoProviders(changes)
  honestStaff(bench)
  return bench
}
