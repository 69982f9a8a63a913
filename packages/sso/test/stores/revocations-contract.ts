import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { RevocableToken, Revocation, Revocations } from '../../src/resource/index.ts'
import { ISSUER } from './contract.ts'

// Runs under vitest and in `npm run interop -- sso`, on live databases: so it asserts by itself.

/** Revocations of which nothing was told yet, by a clock that a test turns. */
export type OpenRevocations = (now: () => number) => Promise<Revocations>

interface Bench {
  readonly revocations: Revocations
  readonly clock: { now: number }
}

export interface RevocationCase {
  readonly name: string
  run(open: OpenRevocations): Promise<void>
}

const cases: RevocationCase[] = []
function must(name: string, run: (bench: Bench) => Promise<void>): void {
  cases.push({
    name,
    async run(open) {
      const clock = { now: 1000 }
      await run({ clock, revocations: await open(() => clock.now) })
    },
  })
}

const token = (change: Partial<RevocableToken> = {}): RevocableToken => ({
  issuer: ISSUER,
  sub: 'someone',
  sid: 'desk',
  jti: 'one',
  issuedAt: 900,
  ...change,
})
const revocation = (change: Partial<Revocation>): Revocation => ({
  issuer: ISSUER,
  before: 1000,
  until: 2000,
  ...change,
})

/** Which of some tokens have ended. */
async function ended(
  { revocations }: Bench,
  tokens: Readonly<Record<string, RevocableToken>>,
): Promise<string> {
  const found = await Promise.all(Object.values(tokens).map((one) => revocations.isRevoked(one)))
  return Object.keys(tokens)
    .filter((_, at) => found[at])
    .join(' ')
}

const TOKENS = {
  own: token(),
  phone: token({ sid: 'phone', jti: 'two' }),
  unnamed: token({ sid: undefined, jti: 'three' }),
  later: token({ issuedAt: 1001, jti: 'four' }),
  else: token({ sub: 'else', sid: 'else', jti: 'five' }),
  foreign: token({ issuer: 'https://other.example', jti: 'six' }),
}

must('has ended nothing of which it was not told', async (bench) => {
  assert.equal(await ended(bench, TOKENS), '')
  const nameless = token({ sub: undefined, sid: undefined, jti: undefined })
  assert.equal(await bench.revocations.isRevoked(nameless), false)
})

must('by session, ends the tokens of that session at that issuer', async (bench) => {
  await bench.revocations.revoke(revocation({ sid: 'desk' }))
  assert.equal(await ended(bench, TOKENS), 'own')
})

must('by subject, ends all of that subject at that issuer', async (bench) => {
  await bench.revocations.revoke(revocation({ sub: 'someone' }))
  assert.equal(await ended(bench, TOKENS), 'own phone unnamed')
})

must('by both, ends those of the session and those that name none', async (bench) => {
  await bench.revocations.revoke(revocation({ sid: 'desk', sub: 'someone' }))
  assert.equal(await ended(bench, TOKENS), 'own unnamed')
})

must('by identifier, ends that one token', async (bench) => {
  await bench.revocations.revoke(revocation({ jti: 'two' }))
  assert.equal(await ended(bench, TOKENS), 'phone')
})

must('takes no session for a subject or a token of the same name', async (bench) => {
  await bench.revocations.revoke(revocation({ sid: 'x' }))
  assert.equal(await ended(bench, { sub: token({ sub: 'x' }), jti: token({ jti: 'x' }) }), '')
})

must('ends what was issued up to that time, to the fraction of a second', async (bench) => {
  await bench.revocations.revoke(revocation({ sid: 'desk', before: 1000.1234567 }))
  const at = (issuedAt: number) => token({ issuedAt })
  assert.equal(await ended(bench, { a: at(1000.1234567), b: at(1000.1234569) }), 'a')
})

must('remembers for as long as it was told, and no longer', async (bench) => {
  await bench.revocations.revoke(revocation({ sid: 'desk', until: 1500 }))
  bench.clock.now = 1499
  assert.equal(await ended(bench, TOKENS), 'own')
  bench.clock.now = 1500
  assert.equal(await ended(bench, TOKENS), '')
})

must('keeps the later of two logouts that come in the wrong order, for the longer', async (bench) => {
  const { clock, revocations } = bench
  await revocations.revoke(revocation({ sub: 'someone', before: 1500, until: 1900 }))
  await revocations.revoke(revocation({ sub: 'someone', before: 1000, until: 1800 }))
  clock.now = 1850
  assert.equal(await revocations.isRevoked(token({ issuedAt: 1200 })), true)
})

must('forgets a logout whose time is up when another comes', async ({ clock, revocations }) => {
  await revocations.revoke(revocation({ sub: 'someone', before: 1500, until: 1600 }))
  clock.now = 1700
  await revocations.revoke(revocation({ sub: 'someone', before: 1000, until: 1900 }))
  assert.equal(await revocations.isRevoked(token({ issuedAt: 1200 })), false)
})

must('is not confused by odd names', async ({ revocations }) => {
  const odd = ['__proto__', 'constructor', '" \'\\{}*%_;\u0000\u2028𠮷', '["sid"]']
  for (const sid of odd) assert.equal(await revocations.isRevoked(token({ sid })), false)
  for (const sid of odd) await revocations.revoke(revocation({ sid }))
  for (const sid of odd) assert.equal(await revocations.isRevoked(token({ sid })), true)
})

must('loses none of many that come at once', async ({ revocations }) => {
  const many = Array.from({ length: 50 }, (_, n) => `s${n}`)
  await Promise.all(
    many.map((sid) =>
      revocations.revoke(revocation({ sid, sub: 'someone', before: 1000 + many.indexOf(sid) })),
    ),
  )
  const found = await Promise.all(many.map((sid) => revocations.isRevoked(token({ sid }))))
  assert.ok(found.every(Boolean))
  assert.equal(await revocations.isRevoked(token({ sid: undefined, issuedAt: 1049 })), true)
  assert.equal(await revocations.isRevoked(token({ sid: undefined, issuedAt: 1050 })), false)
})

export const revocationContract: readonly RevocationCase[] = cases

/** Whatever happens in whatever order, the answer is what the plain rules over all that ever happened say. */
export async function revocationsAgree(open: OpenRevocations, runs: number): Promise<void> {
  const clock = { now: 1000 }
  const revocations = await open(() => clock.now)
  let round = 0
  const name = fc.constantFrom('a', 'b')
  const some = fc.option(name, { nil: undefined })
  const time = fc.integer({ min: 1000, max: 1040 })
  const names = { sid: some, sub: some, jti: some }
  const event = fc.record({
    ...names,
    before: time,
    lasts: fc.integer({ min: 1, max: 40 }),
    after: fc.nat(20),
  })
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 5 }),
      fc.array(fc.record({ ...names, issuedAt: time }), { minLength: 1, maxLength: 4 }),
      async (events, tokens) => {
        // Each round is an issuer of its own, since nothing is forgotten between rounds.
        round += 1
        const issuer = `https://op.example/${round}`
        clock.now = 1000
        for (const { lasts, after, ...one } of events) {
          clock.now += after
          await revocations.revoke({ ...one, issuer, until: clock.now + lasts })
        }
        let at = 1000
        const told = events.map(({ lasts, after, ...one }) => {
          at += after
          return { ...one, from: at, until: at + lasts }
        })
        for (const seen of tokens) {
          const expected = told.some(
            ({ sid, sub, jti, before, until }) =>
              until > clock.now &&
              seen.issuedAt <= before &&
              ((sid !== undefined && seen.sid === sid) ||
                (jti !== undefined && seen.jti === jti) ||
                (sub !== undefined && seen.sub === sub && (sid === undefined || seen.sid === undefined))),
          )
          const found = await revocations.isRevoked({ ...seen, issuer })
          // Two marks of one name are kept as one, the later time for the longer: that may end more, and never less.
          assert.ok(found || !expected, 'a token that was ended passes')
          const nothingMerged = told.every(({ until }) => until > clock.now)
          if (nothingMerged) assert.equal(found, expected)
        }
      },
    ),
    { numRuns: runs },
  )
}
