import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { Result } from './compare.ts'
import { PORTALS, type PortalName, type startPortal } from './sso-login-portals.ts'
import type { Answer, Order } from './sso-login-process.ts'
import { createVisitor, type Visitor } from './sso-login-visitor.ts'

/** Sign-ins of each by the thousand, until nobody's thousand takes less of the processor than their best before. */
const WARM_UP = 1000
const STILL_FASTER = 0.98
const MAX_WARM_UPS = 10
const ROUNDS = 11
const LOGINS = 60
const HOSTS = ['127.0.0.2', '127.0.0.3', '127.0.0.4']

interface Helper {
  ask<T>(order: Order): Promise<T>
  readonly process: ChildProcess
}

/** A process of its own, so that what it spends is its own. */
function startProcess(): Helper {
  const child = fork(join(import.meta.dirname, 'sso-login-process.mjs'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting = new Map<number, (answer: Answer) => void>()
  let last = 0
  child.on('message', (answer: Answer) => waiting.get(answer.id)?.(answer))
  return {
    process: child,
    ask<T>(order: Order) {
      last += 1
      const id = last
      child.send({ id, order })
      return new Promise<T>((resolve, reject) => {
        waiting.set(id, ({ value, error }) =>
          error === undefined ? resolve(value as T) : reject(new Error(error)),
        )
      })
    },
  }
}

/** A portal in a process of its own, and somebody who is signed in at the provider. */
interface Contestant {
  readonly name: PortalName
  readonly helper: Helper
  /** One sign-in at this portal, of somebody whom the provider knows already. */
  signIn(): Promise<void>
}

async function enter(name: PortalName, at: number, issuer: string, provider: Helper): Promise<Contestant> {
  const helper = startProcess()
  const portal = { name, host: HOSTS[at] ?? '', issuer }
  const { origin, client } = await helper.ask<Awaited<ReturnType<typeof startPortal>>>({
    do: 'serve',
    portal,
  })
  await provider.ask({ do: 'register', client })
  const visitor = createVisitor()
  await signInAtProvider(visitor, origin)
  const signIn = async () => {
    visitor.forget(origin)
    const { status, text } = await visitor.visit(`${origin}/login?returnTo=/page`)
    if (status !== 200 || text !== 'sub=natural-3')
      throw new Error(`${name}: ${status} ${text.slice(0, 200)}`)
  }
  return { name, helper, signIn }
}

async function signInAtProvider(visitor: Visitor, origin: string): Promise<void> {
  const { url } = await visitor.visit(`${origin}/login?returnTo=/page`)
  const { text } = await visitor.visit(url.href, 'persona=natural-3')
  if (text !== 'sub=natural-3') throw new Error(`not signed in: ${text.slice(0, 200)}`)
}

/** Seconds of a portal's processor that so many sign-ins take. */
async function spentOn(count: number, { helper, signIn }: Contestant): Promise<number> {
  const start = await helper.ask<number>({ do: 'tell time' })
  for (let i = 0; i < count; i++) await signIn()
  return (await helper.ask<number>({ do: 'tell time' })) - start
}

/**
 * Engines compile by count, and a portal signs people in all day: what counts is what it takes then. All are warmed up in
 * turns, since an engine throws away what it compiled for a program that lies idle while others are.
 */
async function warmUp(contestants: readonly Contestant[]): Promise<void> {
  const best = new Map<Contestant, number>()
  for (let time = 0, slower = 0; time < MAX_WARM_UPS && slower < 2; time++) {
    slower += 1
    for (const contestant of contestants) {
      const spent = await spentOn(WARM_UP, contestant)
      const before = best.get(contestant) ?? Number.POSITIVE_INFINITY
      if (spent < before * STILL_FASTER) slower = 0
      best.set(contestant, Math.min(spent, before))
    }
  }
}

const turned = <T>(items: readonly T[], by: number): T[] =>
  items.map((_, at) => items[(at + by) % items.length] as T)

/** Sign-ins per second of the portal's processor. */
async function measureProcessor(contestants: readonly Contestant[]): Promise<Result> {
  const rounds = createRounds()
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of turned(contestants, round)) {
      rounds[contestant.name]?.push(LOGINS / (await spentOn(LOGINS, contestant)))
    }
  }
  return resultOf('Sign-in at a portal, its processor', rounds)
}

/** The median time from the address of a second portal to its page, as sign-ins per second one after another. */
async function measureTime(contestants: readonly Contestant[]): Promise<Result> {
  const rounds = createRounds()
  for (let round = 0; round < ROUNDS; round++) {
    const times: Record<string, number[]> = createRounds()
    // One of each in turn: what else the machine does hits all alike.
    for (let i = 0; i < LOGINS; i++) {
      for (const { name, signIn } of turned(contestants, i)) {
        const start = performance.now()
        await signIn()
        times[name]?.push(performance.now() - start)
      }
    }
    for (const { name } of contestants) rounds[name]?.push(1000 / median(times[name] ?? []))
  }
  return resultOf('Sign-on at a second portal, p50', rounds)
}

const createRounds = (): Record<string, number[]> => Object.fromEntries(PORTALS.map((name) => [name, []]))

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

function resultOf(job: string, rounds: Record<string, number[]>): Result {
  const rates = Object.fromEntries(Object.entries(rounds).map(([name, values]) => [name, median(values)]))
  return { job, unit: 'per second', rates, rounds }
}

/**
 * Sign-ins of people whom the provider knows, at a portal by each library: `oidc-provider` and every portal in a process
 * of their own, ES256, PKCE and `private_key_jwt`, requests over loopback.
 */
export async function measureLogins(): Promise<Result[]> {
  const provider = startProcess()
  const started = [provider]
  try {
    const issuer = await provider.ask<string>({ do: 'provide' })
    const contestants: Contestant[] = []
    for (const [at, name] of PORTALS.entries()) {
      const contestant = await enter(name, at, issuer, provider)
      started.push(contestant.helper)
      contestants.push(contestant)
    }
    await warmUp(contestants)
    return [await measureProcessor(contestants), await measureTime(contestants)]
  } finally {
    for (const { process } of started) process.disconnect()
  }
}
