import { deliver, type LogoutDelivery, type LogoutTarget, type Sending, TIME_IS_UP } from './delivery.ts'
import { createEnding } from './ending.ts'
import { type LogoutSenderOptions, readSenderOptions } from './options.ts'
import { createTurns } from './turns.ts'

/** A logout that portals are to hear of. */
export interface Logout {
  /** When the user signed out. What portals have begun since is left alone. */
  readonly at: Date
  readonly targets: readonly LogoutTarget[]
  /** Stops the sending. What has not been confirmed until then is reported so. */
  readonly signal?: AbortSignal
}

/** What became of a logout. */
export interface LogoutReport {
  /** `passed` when all have confirmed, `failed` when one has refused, else `indeterminate`. */
  readonly verdict: 'passed' | 'failed' | 'indeterminate'
  /** In the order of the targets. */
  readonly deliveries: readonly LogoutDelivery[]
  readonly startedAt: Date
  readonly endedAt: Date
}

export interface LogoutSender {
  /**
   * Tells portals that somebody signed out, each by a token of its own, until each has confirmed, has refused, or the
   * time is up. Never throws for what portals do.
   */
  sendLogout(logout: Logout): Promise<LogoutReport>
}

const STOPPED = Symbol('stopped')

function verdictOf(deliveries: readonly LogoutDelivery[]): LogoutReport['verdict'] {
  if (deliveries.some(({ status }) => status === 'refused')) return 'failed'
  return deliveries.every(({ status }) => status === 'confirmed') ? 'passed' : 'indeterminate'
}

/**
 * The operator's side of single logout: tells portals by the back channel (OpenID Connect Back-Channel Logout 1.0).
 *
 * Requests leave by a guarded fetch: to public addresses unless `network` allows more, without redirects, in bounded time,
 * for answers of bounded size. Portals that are slow or dead keep others waiting no longer than their turns last.
 *
 * @throws TypeError, RangeError that names the option
 * @example
 * ```ts
 * const { sendLogout } = createLogoutSender({ issuer, key, keyId: '2026', guardedFetch: createNodeFetch })
 * const report = await sendLogout({ at: new Date(), targets: portalsOf(session) })
 * for (const { clientId, code } of report.deliveries) if (code) log(clientId, code)
 * ```
 */
export function createLogoutSender(options: LogoutSenderOptions): LogoutSender {
  const settings = readSenderOptions(options)
  const turns = createTurns(settings.concurrency, settings.perHost)
  const date = () => new Date(settings.now() * 1000)
  return {
    async sendLogout({ at, targets, signal: stop }) {
      if (!(at instanceof Date) || Number.isNaN(at.getTime())) throw new TypeError('at: must be a time')
      const startedAt = date()
      const { ending, end } = createEnding()
      const timer = setTimeout(() => end(TIME_IS_UP), settings.seconds * 1000)
      const stopped = () => end(STOPPED)
      stop?.addEventListener('abort', stopped)
      if (stop?.aborted) stopped()
      const until = performance.now() + settings.seconds * 1000
      const sending: Sending = { settings, turns, at: at.getTime() / 1000, until, ending }
      try {
        const deliveries = await Promise.all(targets.map((target) => deliver(target, sending)))
        return { verdict: verdictOf(deliveries), deliveries, startedAt, endedAt: date() }
      } finally {
        clearTimeout(timer)
        stop?.removeEventListener('abort', stopped)
      }
    },
  }
}
