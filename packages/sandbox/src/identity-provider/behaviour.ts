import type { HostileMode } from '../hostile/mode.ts'

/** Which of the provider's services are out. */
export const OUTAGES = ['none', 'all', 'discovery', 'keys', 'tokens'] as const
export type Outage = (typeof OUTAGES)[number]

/** How a provider behaves; all of it can change while it runs. */
export interface Behaviour {
  /** How far its clock is ahead, in seconds; behind, when negative. */
  readonly skewSeconds: number
  /** How long it waits before each answer, in milliseconds. */
  readonly latency: number
  readonly outage: Outage
  /** The attack that it plays; `undefined` for an honest provider. */
  readonly hostile: HostileMode | undefined
  /** How often it changes its key by itself, in seconds; 0 for never. */
  readonly rotateSeconds: number
}

export const HONEST: Behaviour = {
  skewSeconds: 0,
  latency: 0,
  outage: 'none',
  hostile: undefined,
  rotateSeconds: 0,
}

const LIMITS = { skewSeconds: 31_536_000, latency: 60_000, rotateSeconds: 86_400 } as const

/**
 * Checks what is asked of a provider.
 *
 * @throws RangeError that names the member and what it must be
 */
export function checkBehaviour(behaviour: Behaviour): Behaviour {
  for (const [name, limit] of Object.entries(LIMITS)) {
    const value = behaviour[name as keyof typeof LIMITS]
    const least = name === 'skewSeconds' ? -limit : 0
    if (!Number.isInteger(value) || value < least || value > limit)
      throw new RangeError(`${name}: expected a whole number from ${least} to ${limit}`)
  }
  if (!OUTAGES.includes(behaviour.outage)) throw new RangeError(`outage: expected ${OUTAGES.join(', ')}`)
  return behaviour
}
