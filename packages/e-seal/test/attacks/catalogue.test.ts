import { testTruth } from '@xinyin/testkit'
import {
  ATTACKS,
  type Attack,
  type Carrier,
  createCarriers,
  readTruthCarriers,
  rewritten,
} from '@xinyin/testkit/attacks'
import { describe, expect, test } from 'vitest'
import { inspectOfd, type OfdOptions } from '../../src/carriers/ofd/index.ts'

const ours = await createCarriers()
const others = await readTruthCarriers(2)

/** What stands against a document. */
async function refusals(bytes: Uint8Array, options: OfdOptions): Promise<string[]> {
  const { checks, verdict } = await inspectOfd(bytes, options)
  const against = checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(verdict === 'passed').toBe(against.length === 0)
  return against.map(({ id, code }) => `${id} ${code}`)
}

/** Checks that alone stood against an attack: without them it would pass. */
const deciding = new Set<string>()

async function attack(carrier: Carrier, { build, options, refusedBy }: Attack): Promise<void> {
  const known = { ...carrier.options, ...(await options?.(carrier)) }
  const found = await refusals(await build(carrier), known)
  expect(found).toEqual(expect.arrayContaining([refusedBy(carrier).join(' ')]))
  const [first, ...more] = new Set(found.map((line) => line.slice(0, line.indexOf(' '))))
  if (first !== undefined && more.length === 0) deciding.add(first)
}

const cases = (carriers: readonly Carrier[]) =>
  carriers.flatMap((carrier) =>
    ATTACKS.filter(({ applies }) => applies(carrier)).map(
      (each) => [carrier.name, each.area, each.name, carrier, each] as const,
    ),
  )

test('there are at least 56 attacks, each with a name of its own, and each fits some document', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(56)
  expect(new Set(ATTACKS.map(({ area, name }) => `${area}: ${name}`)).size).toBe(ATTACKS.length)
  for (const { name, applies } of ATTACKS) expect(ours.some(applies), name).toBe(true)
})

describe('documents that are made here', () => {
  test.each(ours)('$name passes as it is', async ({ bytes, options }) => {
    expect(await refusals(bytes, options)).toEqual([])
  })

  test.each(ours)(
    '$name passes where it is written and signed anew with nothing changed',
    async (carrier) => {
      for (const bytes of await rewritten(carrier)) expect(await refusals(bytes, carrier.options)).toEqual([])
    },
  )

  test.each(cases(ours))('%s, %s: %s', (_carrier, _area, _name, carrier, each) => attack(carrier, each))
})

describe('documents that others sealed', () => {
  testTruth('are two', () => {
    expect(others.length).toBe(2)
  })

  testTruth.each(cases(others))('%s, %s: %s', (_carrier, _area, _name, carrier, each) =>
    attack(carrier, each),
  )
})

/** Checks of which something else always stands beside. */
const NEVER_ALONE = new Set([
  // The seal is read with the signature, whose structure is refused.
  'seal.structure',
])

test('for every check there is an attack that nothing else refuses', async () => {
  const { checks } = await inspectOfd(ours[0]?.bytes ?? new Uint8Array(0), ours[0]?.options ?? NOBODY)
  const ids = new Set(checks.map(({ id }) => id).filter((id) => !id.startsWith('tolerance.')))
  expect([...ids].filter((id) => !deciding.has(id) && !NEVER_ALONE.has(id))).toEqual([])
})

const NOBODY: OfdOptions = { trust: { anchors: [], intermediates: [] } }
