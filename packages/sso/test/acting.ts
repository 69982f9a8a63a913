import { type AuditEvent, memoryStore, type RelyingPartyOptions } from '../src/index.ts'
import {
  type Bench,
  type Claims,
  createBench,
  Jar,
  mint,
  NOW,
  ORIGIN,
  post,
  signIn,
} from './hostile-provider.ts'

export const COMPANY = { name: '测试公司', uscc: '91350100M000100Y43' }
export const OTHER = { name: '测试建设工程有限公司', uscc: '91000000000000000K' }
/** An agent's mandate for an hour, and a representative's without end. */
export const AGENT = { id: 'm-agent', legal_person: COMPANY, acting_as: 'agent', exp: NOW + 3600 }
export const REPRESENTATIVE = { id: 'm-representative', legal_person: OTHER, acting_as: 'representative' }

/** A portal with a register of mandates and a record of events, and a browser. */
export interface ActingBench extends Bench {
  readonly jar: Jar
  readonly register: { isInForce: (id: string) => Promise<boolean>; asked: number }
  readonly events: AuditEvent[]
  readonly log: { fails: boolean }
  readonly store: ReturnType<typeof memoryStore>
}

export async function createActing(options: Partial<RelyingPartyOptions> = {}): Promise<ActingBench> {
  const register: ActingBench['register'] = { isInForce: async () => true, asked: 0 }
  const events: AuditEvent[] = []
  const log = { fails: false }
  const clock = { seconds: NOW }
  const now = () => new Date(clock.seconds * 1000)
  const store = memoryStore({ clock: now })
  const bench = await createBench({
    store,
    clock: now,
    idleSeconds: 28_800,
    mandates: {
      isInForce: ({ id }) => {
        register.asked += 1
        return register.isInForce(id)
      },
    },
    audit: {
      secret: new Uint8Array(32).fill(9),
      onEvent(event) {
        if (log.fails) throw new Error('disk full')
        events.push(event)
      },
    },
    ...options,
  })
  return { ...bench, clock, jar: new Jar(), register, events, log, store }
}

/** A sign-in whose token says this besides. */
export async function signInWith(bench: ActingBench, claims: Claims, query = ''): Promise<Response> {
  bench.provider.forge = (given, header) =>
    mint({ ...given, auth_time: bench.clock.seconds, ...claims }, header)
  return signIn(bench, bench.jar, query)
}

export function switchTo(
  bench: ActingBench,
  mandate: string,
  jar = bench.jar,
  more: Record<string, string> = {},
) {
  return post(bench, '/switch', { mandate, ...more }, jar)
}

/** In whose name the browser's session is. */
export async function actingName(bench: ActingBench, jar = bench.jar): Promise<string | undefined> {
  const session = await bench.sso.session({ headers: { cookie: jar.header } })
  const subject = session?.user.subject
  return subject?.kind === 'civil-servant' ? subject.organisation.name : subject?.name
}

export function copyOf(jar: Jar): Jar {
  const copy = new Jar()
  for (const [name, value] of jar.cookies) copy.cookies.set(name, value)
  return copy
}

export function pageRequest(path: string, jar: Jar, init: RequestInit = {}): Request {
  return new Request(ORIGIN + path, { ...init, headers: { accept: 'text/html', cookie: jar.header } })
}
