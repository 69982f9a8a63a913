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
  type HostileProvider,
  keyPair,
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
