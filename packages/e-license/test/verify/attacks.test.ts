import { describe, expect, test } from 'vitest'
import { explain } from '../../src/checks.ts'
import { licenceVct } from '../../src/metadata/claims.ts'
import type { LicenceForm } from '../../src/metadata/data.ts'
import { inspectLicence, verifyLicence } from '../../src/verify/inspect.ts'
import { createKnownVersions } from '../../src/verify/versions.ts'
import { SAMPLE } from '../sample.ts'
import type { Attack, Attempt } from './attacks/attack.ts'
import { ATTACKS } from './attacks/catalogue.ts'
import { stampedBeside, stampedByItself, versioned } from './attacks/face.ts'
import { present, REQUEST } from './attacks/key-binding.ts'
import { createWorld, credentialOf, DATA, granting, signedBy, type World } from './attacks/world.ts'

const worlds = { 'P-256': await createWorld('P-256'), SM2: await createWorld('SM2') }
const FORMS = ['ofd', 'sd-jwt', 'qr'] as const
const holders = DATA.holders.flatMap(({ name, code }) => [name, code])

/** No input may keep anybody busy for longer, in microseconds of work: what else the machine does is not counted. */
const PATIENCE = 5_000_000

/** What stands against it, by check and code. */
async function refusals({ policy }: World, { input, policy: change }: Attempt): Promise<string[]> {
  const start = process.cpuUsage()
  const report = await inspectLicence(input, { ...policy, ...change })
  expect(process.cpuUsage(start).user).toBeLessThan(PATIENCE)
  const against = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(report.verdict === 'passed').toBe(against.length === 0)
  const said = report.checks.flatMap((check) => [explain(check, 'en'), explain(check, 'zh-CN')])
  for (const sentence of said) expect(sentence).not.toMatch(/[{}]/)
  // Reports are logged: nobody learns from them whose licence it is.
  const told = JSON.stringify(report.checks) + said.join()
  for (const secret of holders) expect(told).not.toContain(secret)
  return against.map(({ id, code }) => `${id} ${code}`)
}

/** Checks that alone stood against an attack: without them it would pass. */
const deciding = new Set<string>()

const cases = (world: keyof typeof worlds) =>
  ATTACKS.flatMap((each) =>
    FORMS.filter((form) => each.refusedBy[form] !== undefined && (form !== 'ofd' || world === 'P-256')).map(
      (form): [LicenceForm, string, string, Attack] => [form, each.area, each.name, each],
    ),
  )

test('there are at least fifty attacks, each with a name of its own', () => {
  expect(ATTACKS.length).toBeGreaterThanOrEqual(50)
  expect(new Set(ATTACKS.map(({ area, name }) => `${area}: ${name}`)).size).toBe(ATTACKS.length)
})

describe.each(Object.entries(worlds))('licences signed with %s', (kind, world) => {
  const passes = async (attempt: Attempt) => expect(await refusals(world, attempt)).toEqual([])

  test.each(FORMS)('%s passes as it is', async (form) => {
    const input = world.licence[form]
    const [holder] = SAMPLE.holders
    await passes({ input })
    await passes({ input, policy: { holder: { name: holder?.name ?? '', number: holder?.code ?? '' } } })
    await passes({ input, policy: { versions: createKnownVersions([SAMPLE.identifier]) } })
    await passes({ input, policy: { requireStatus: true } })
    const grant = { licenceTypes: [SAMPLE.typeCode], regions: ['99'] }
    await passes({ input, policy: { trust: granting(world.trust, grant) } })
  })

  test('and so does what the attacks are made with', async () => {
    for (const form of FORMS) await passes({ input: await signedBy(world.province, form) })
    await passes({ input: await credentialOf(world, { vct: licenceVct(SAMPLE.typeCode) }) })
    await passes({ input: await present(world), policy: { keyBinding: REQUEST } })
    await passes({ input: await stampedBeside(world) })
    await passes({ input: await stampedByItself(world) })
    await passes({ input: await versioned(world) })
  })

  test.each(cases(kind as keyof typeof worlds))(
    '%s, %s: %s',
    async (form, _area, _name, { build, refusedBy }) => {
      const found = await refusals(world, await build(world, form))
      expect(found).toEqual(expect.arrayContaining([refusedBy[form]]))
      const [first, ...more] = new Set(found.map((line) => line.slice(0, line.indexOf(' '))))
      if (first !== undefined && more.length === 0) deciding.add(first)
    },
  )
})

test.each([...new Map(ATTACKS.map((each) => [each.area, each])).values()])(
  'whoever only wants what passed gets an error: $area',
  async ({ build, refusedBy }) => {
    const world = worlds['P-256']
    const form = FORMS.find((each) => refusedBy[each] !== undefined) ?? 'ofd'
    const { input, policy } = await build(world, form)
    await expect(verifyLicence(input, { ...world.policy, ...policy })).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^ERR_/) }),
    )
  },
)

test('for every check of licences there is an attack that nothing else refuses', async () => {
  const world = worlds['P-256']
  const reports = await Promise.all(FORMS.map((form) => inspectLicence(world.licence[form], world.policy)))
  const ids = new Set(reports.flatMap(({ checks }) => checks.map(({ id }) => id)))
  const own = [...ids].filter((id) => /^(?:licence|sd-jwt|qr)\./.test(id))
  // Nobody gives the metadata of a type to who inspects licences.
  expect(own.filter((id) => !deciding.has(id))).toEqual(['sd-jwt.type-metadata'])
})
