import type { Check, Clock } from '@xinyin/core'
import { createMandateStatus, type MandateStatus } from './assurance/mandate-status.ts'
import { type Auditor, createAuditor } from './audit/auditor.ts'
import type { ChoicePage } from './authorize/choice.ts'
import { choicePage } from './authorize/choice-page.ts'
import { checkOptions } from './configuration.ts'
import { SsoError } from './errors.ts'
import { type CookieJar, createCookieJar } from './http/cookies.ts'
import type { Pages } from './http/trouble-page.ts'
import type { RelyingPartyOptions, SeveralProvidersOptions } from './options.ts'
import { createProviders, type Provider, type Providers } from './provider.ts'
import { MAX_TOKEN_AGE } from './resource/access-token.ts'
import type { Revocations } from './resource/revocations.ts'
import { type SwitchPage, switchPage } from './session/switch-page.ts'
import type { Store } from './stores/store.ts'

/** The addresses of a relying party under its origin. */
export type Route =
  | 'login'
  | 'callback'
  | 'logout'
  | 'logged-out'
  | 'backchannel-logout'
  | 'frontchannel-logout'
  | 'session'
  | 'switch'

/** A working day, in seconds. */
const SESSION_SECONDS = 28_800
/** Half an hour, in seconds. */
const IDLE_SECONDS = 1_800

/** A checked configuration, with everything in it that the handlers need. What belongs to one provider is in {@link Provider}. */
export interface Settings {
  readonly origin: string
  readonly providers: Providers
  readonly sessionSeconds: number
  readonly idleSeconds: number
  readonly afterLogout: string
  readonly frontChannelLogout: 'same-site' | 'cross-site'
  /** How old an access token may be, in seconds. */
  readonly maxTokenAge: number
  readonly choicePage: ChoicePage
  /** The pages to which others may have people sign in; they are not looked at where none are listed. */
  readonly targets: readonly string[] | undefined
  readonly switchPage: SwitchPage
  readonly mandateStatus: MandateStatus
  readonly auditor: Auditor
  readonly pages: Pages | undefined
  readonly store: Store
  readonly cookies: CookieJar
  readonly revocations: Revocations | undefined
  readonly onError: (error: unknown) => void
  readonly onTolerance: (check: Check, issuer: string) => void
  /** Seconds since 1970. */
  readonly now: () => number
  readonly path: (route: Route) => string
  readonly url: (route: Route) => string
}

/** Checks a configuration and fills in what was left out. */
export function createSettings(options: RelyingPartyOptions | SeveralProvidersOptions): Settings {
  const checked = checkOptions(options)
  const { origin, store, basePath = '' } = options
  const clock: Clock = options.clock ?? (() => new Date())
  const { onError = () => {} } = options
  const now = () => clock().getTime() / 1000
  const path = (route: Route) => `${basePath}/${route}`
  return {
    origin,
    providers: createProviders(checked, { origin, basePath, network: options.fetch, clock, onError }),
    sessionSeconds: options.sessionSeconds ?? SESSION_SECONDS,
    idleSeconds: options.idleSeconds ?? IDLE_SECONDS,
    afterLogout: options.afterLogout ?? '/',
    frontChannelLogout: options.frontChannelLogout ?? 'same-site',
    maxTokenAge: options.maxTokenAge ?? MAX_TOKEN_AGE,
    choicePage: options.choicePage ?? choicePage,
    targets: options.targets,
    switchPage: options.switchPage ?? switchPage,
    mandateStatus: createMandateStatus(options.mandates, now, options.onError),
    auditor: createAuditor(options.audit, origin, now),
    pages: options.pages,
    store,
    cookies: createCookieJar(origin, basePath),
    revocations: options.revocations,
    onError,
    onTolerance: options.onTolerance ?? (() => {}),
    now,
    path,
    url: (route) => origin + path(route),
  }
}

/**
 * The provider of an issuer.
 *
 * @throws SsoError `ERR_SSO_ISSUER_UNKNOWN`
 */
export function providerOf(issuer: string, { providers }: Settings): Provider {
  const found = providers.find((provider) => provider.issuer === issuer)
  if (found === undefined) throw new SsoError('ERR_SSO_ISSUER_UNKNOWN')
  return found
}
