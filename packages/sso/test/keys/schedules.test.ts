import fc from 'fast-check'
import type { JWK } from 'jose'
import { expect, test } from 'vitest'
import { createKeySource } from '../../src/index.ts'
import { publicJwk } from '../hostile-provider.ts'

const LIFETIME = 600_000
const GRACE = 300_000

/** What happens to an issuer and those who ask it, in the order in which it does. */
type Happening =
  | { readonly kind: 'pass'; readonly milliseconds: number }
  | { readonly kind: 'rotate'; readonly keepsOld: boolean }
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'outage'; readonly on: boolean }
  | { readonly kind: 'flood'; readonly tokens: number }
  | { readonly kind: 'token'; readonly back: number }
  | { readonly kind: 'clock'; readonly step: number }

const pass = fc.oneof(
  fc.integer({ min: 1, max: 2000 }),
  fc.integer({ min: 1, max: 60_000 }),
  fc.constantFrom(LIFETIME * 0.75, LIFETIME - 1, LIFETIME, LIFETIME + GRACE - 1, LIFETIME + GRACE),
)
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('token' as const), back: fc.nat(3) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('pass' as const), milliseconds: pass }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rotate' as const), keepsOld: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'withdraw' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('outage' as const), on: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('flood' as const), tokens: fc.constantFrom(1, 3, 40) }),
  },
)
const step = fc.record({
  kind: fc.constant('clock' as const),
  step: fc.integer({ min: -86_400_000, max: 86_400_000 }),
})

const jwks: readonly JWK[] = await Promise.all(
  Array.from({ length: 6 }, (_, i) => publicJwk('ES256', `${i}`, `rotated ${i}`)),
)

/** The issuer, what it did when, and the rules that hold whatever happens. */
class World {
  now = 1_000_000_000
  fetches = 0
  isOut = false
  /** By number of the key: when it was withdrawn; those that are not there are published. */
  readonly withdrawn = new Map<number, number>()
  newest = 0
  /** Times at which a question failed. */
  readonly failures: number[] = []
  /** The last answer, and when it came by the clock. */
  last: { readonly at: number; readonly ids: readonly number[] } | undefined

  readonly keys = createKeySource(
    async () => 'https://op.example/jwks',
    async () => {
      this.fetches += 1
      if (this.isOut) {
        this.failures.push(this.now)
        return new Response(null, { status: 503 })
      }
      const ids = this.published()
      this.last = { at: this.now, ids }
      return Response.json({ keys: ids.map((id) => ({ ...jwks[id % jwks.length], kid: `k${id}` })) })
    },
    () => new Date(this.now),
    { graceSeconds: GRACE / 1000 },
  )

  published(): number[] {
    return Array.from({ length: this.newest + 1 }, (_, id) => id).filter((id) => !this.withdrawn.has(id))
  }

  async find(name: string): Promise<string> {
    const found = await this.keys.find('ES256', name)
    // What is fetched beside arrives before anything else happens.
    await new Promise((resolve) => setImmediate(resolve))
    return 'key' in found ? 'found' : found.code
  }

  /** Never beyond the answer that had it, and beyond its lifetime in an outage only. */
  expectTime(id: number, before: World['last']): void {
    const had = [before, this.last].filter((answer) => answer?.ids.includes(id))
    expect(
      had.some((answer) => answer && this.now >= answer.at && this.now < answer.at + LIFETIME + GRACE),
    ).toBe(true)
    const isFresh = had.some((answer) => answer && this.now < answer.at + LIFETIME)
    const hasFailed = this.failures.some((at) => had.some((answer) => answer && at >= answer.at))
    expect(isFresh || hasFailed).toBe(true)
  }

  async token(back: number, hasStableClock: boolean): Promise<void> {
    const id = Math.max(0, this.newest - back)
    const before = this.last
    const failuresBefore = this.failures.length
    const result = await this.find(`k${id}`)
    if (result === 'found') this.expectTime(id, before)
    const isGood = !this.withdrawn.has(id)
    // Whatever else is out: a good token is never said to be bad.
    if (isGood) expect(result).not.toBe('ERR_SSO_KEY_UNKNOWN')
    // A key that is gone is asked for as an invented one is, and takes a permission too.
    if (!isGood) this.lastFlood = this.now
    if (!isGood || !hasStableClock) return
    const isQuiet = this.lastFlood < this.now - 60_000
    const hasJustFailed =
      this.failures.length > failuresBefore || this.failures.some((at) => at > this.now - 1000)
    if (!this.isOut && isQuiet && !hasJustFailed) expect(result).toBe('found')
    // An outage takes no key away that was there, for as long as the grace lasts.
    if (before?.ids.includes(id) && this.now < before.at + LIFETIME + GRACE && this.isOut)
      expect(result).toBe('found')
  }

  lastFlood = Number.NEGATIVE_INFINITY

  async flood(tokens: number): Promise<void> {
    const before = this.fetches
    await Promise.all(Array.from({ length: tokens }, (_, i) => this.find(`invented-${i}`)))
    for (let i = 0; i < tokens; i++) expect(await this.find(`invented-${i}`)).not.toBe('found')
    // Two for keys not seen before, and the one that was due anyway.
    expect(this.fetches - before).toBeLessThanOrEqual(3)
    this.lastFlood = this.now
  }

  rotate(keepsOld: boolean): void {
    if (!keepsOld) this.withdrawn.set(this.newest, this.now)
    this.newest += 1
    // One rotation after the other takes permissions as a flood does.
    if (this.now - this.lastRotation < 60_000) this.lastFlood = this.now
    this.lastRotation = this.now
  }

  lastRotation = Number.NEGATIVE_INFINITY

  async happen(event: Happening, hasStableClock: boolean): Promise<void> {
    if (event.kind === 'pass') this.now += event.milliseconds
    else if (event.kind === 'clock') this.now += event.step
    else if (event.kind === 'rotate') this.rotate(event.keepsOld)
    else if (event.kind === 'outage') this.isOut = event.on
    else if (event.kind === 'flood') await this.flood(event.tokens)
    else if (event.kind === 'token') await this.token(event.back, hasStableClock)
    else for (const id of this.published()) if (id < this.newest) this.withdrawn.set(id, this.now)
  }
}

async function play(events: readonly Happening[], hasStableClock: boolean): Promise<void> {
  const world = new World()
  for (const event of events) await world.happen(event, hasStableClock)
}

const many = { numRuns: 2000 }

test('no retired key is believed in past its time, and no good token refused at a rotation', async () => {
  const schedule = fc.array(happening, { minLength: 2, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(schedule, (events) => play(events, true)),
    many,
  )
}, 120_000)

test('nor by clocks that jump', async () => {
  const schedule = fc.array(fc.oneof({ weight: 4, arbitrary: happening }, { weight: 1, arbitrary: step }), {
    minLength: 2,
    maxLength: 25,
  })
  await fc.assert(
    fc.asyncProperty(schedule, (events) => play(events, false)),
    many,
  )
}, 120_000)
