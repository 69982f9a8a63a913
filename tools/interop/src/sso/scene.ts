import type { RelyingPartyOptions } from '@xinyin/sso'
import type { JWK } from 'jose'
import { expectThat } from '../expect.ts'
import { startApache } from './apache.ts'
import { openChromium } from './chromium-visitor.ts'
import { plainVisitor } from './plain-visitor.ts'
import { type LogoutChannel, type Portal, startPortal } from './portal.ts'
import { LEVELS, type ProviderOptions, type RunningProvider, startProvider } from './provider.ts'
import type { View, Visitor } from './visitor.ts'

/** A province: its provider, two portals, and those who visit them. */
export interface Scene {
  readonly provider: RunningProvider
  /** By `@xinyin/sso`. */
  readonly ours: Portal
  /** By others, or ours as well. */
  readonly fellow: Portal
  /** Somebody at a browser of their own. */
  visitor(): Promise<Visitor>
}

export interface SceneOptions {
  /** Who made the second portal; ours unless told. */
  readonly fellow?: 'Apache'
  readonly browser?: 'Chromium'
  readonly logoutChannel?: LogoutChannel
  /** Whether all are on one site, as the portals of a province are; otherwise each is on its own. */
  readonly isOneSite?: boolean
  readonly provider?: ProviderOptions
  /** Of our portals. */
  readonly options?: Partial<RelyingPartyOptions>
  readonly metadata?: Readonly<Record<string, unknown>>
  readonly publicKeys?: readonly JWK[]
}

/** Plays something in a province of its own, and takes it down whatever happens. */
export async function inScene<T>(options: SceneOptions, play: (scene: Scene) => Promise<T>): Promise<T> {
  const { fellow, browser, logoutChannel, provider: setting } = options
  const closing: (() => Promise<void>)[] = []
  const open = async <O extends { close(): Promise<void> }>(opening: Promise<O>): Promise<O> => {
    const opened = await opening
    closing.unshift(opened.close)
    return opened
  }
  try {
    const provider = await open(startProvider(setting))
    const shared = { provider, ...(logoutChannel !== undefined && { logoutChannel }) }
    const own = {
      ...shared,
      ...(options.options !== undefined && { options: options.options }),
      ...(options.metadata !== undefined && { metadata: options.metadata }),
      ...(options.publicKeys !== undefined && { publicKeys: options.publicKeys }),
    }
    const [here = '', there = ''] =
      options.isOneSite === true ? ['127.0.0.1', '127.0.0.1'] : ['127.0.0.2', '127.0.0.3']
    const first = await open(startPortal({ ...own, clientId: 'ours', host: here }))
    const second =
      fellow === 'Apache'
        ? startApache({ ...shared, clientId: 'fellow', host: there })
        : startPortal({ ...own, clientId: 'fellow', host: there })
    const other = await open(second)
    const chromium = browser === 'Chromium' ? await open(openChromium()) : undefined
    const visitor = chromium?.visitor ?? plainVisitor
    return await play({ provider, ours: first, fellow: other, visitor })
  } finally {
    for (const close of closing) await close()
  }
}

/** The portals, each once as the one where something begins. */
export const bothWays = ({ ours, fellow }: Scene): readonly (readonly [from: Portal, to: Portal])[] => [
  [ours, fellow],
  [fellow, ours],
]

/** The provider asks who it is. */
export function expectSignInPage({ url }: View, { provider }: Scene, what: string): void {
  expectThat(url.startsWith(`${provider.issuer}/interaction/`), `${what}: the sign-in page, found ${url}`)
}

/** A portal's page says who it takes the visitor for, and at which level. */
export function expectSignedIn({ url, html }: View, sub: string, level: 3 | 4, what: string): void {
  const [, found, acr = ''] = /sub=(\S*) level=(\S*)/.exec(html) ?? []
  const isRight = found === sub && (LEVELS[acr] ?? Number(acr)) === level
  expectThat(isRight, `${what}: ${sub} at level ${level}, found ${found} at ${acr} on ${url}`)
}

/** Signs a visitor in at a portal, where nobody is signed in at the provider. */
export async function signIn(visitor: Visitor, scene: Scene, portal: Portal, sub: string): Promise<View> {
  expectSignInPage(await visitor.open(portal.page), scene, 'before anybody signs in')
  const view = await visitor.press(sub)
  expectSignedIn(view, sub, 3, 'after signing in')
  return view
}
