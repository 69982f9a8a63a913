import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createOffice, DATA, type IssuingOffice } from './office.ts'

let office: IssuingOffice
let list: string

beforeAll(async () => {
  office = await createOffice()
  list = await office.statusList('status.jwt', 'valid')
  const issued = await office.issue('permit', DATA)
  if (issued.exit !== 0) throw new Error(issued.err + issued.out)
}, 60_000)

/** A store that knows issuers of licences by a signed list alone, which limits what they may issue, and where. */
async function storeOf(name: string, licenceType: string, region: string): Promise<string> {
  const store = office.beside(name)
  const [draft, signed] = [office.beside(`${name}.json`), office.beside(`${name}.jws`)]
  const make = ['trust', 'make', join(office.dir, 'trust'), '--territory', 'CN-99', '--operator', '示例省']
  await xinyin([...make, '--sequence', '2', '--licence-type', licenceType, '--out', draft])
  const limited = readFileSync(draft, 'utf8').replace(
    /"licenceTypes":/g,
    `"regions":["${region}"],"licenceTypes":`,
  )
  writeFileSync(draft, limited)
  const made = await xinyin(['trust', 'sign', draft, ...office.as('trust-list-signer'), '--out', signed])
  if (made.exit !== 0) throw new Error(made.err)
  cpSync(join(office.dir, 'trust'), store, { recursive: true })
  rmSync(join(store, 'licence-issuer'), { recursive: true })
  mkdirSync(join(store, 'lists'))
  renameSync(signed, join(store, 'lists/CN-99.jws'))
  return store
}

const verify = (store: string, form: '.sd-jwt' | '.qr.txt') =>
  xinyin([
    ...['--lang', 'en', 'licence', 'verify', office.file('permit', form), '--trust', store],
    ...['--pool', office.certificate('issuer'), '--status-list', list],
  ])

describe.each(['.sd-jwt', '.qr.txt'] as const)('what an issuer may issue, for %s', (form) => {
  test('is told where the trust says it', async () => {
    const { exit, out } = await verify(await storeOf(`good${form}`, DATA.typeCode, '9901'), form)
    expect({ exit, out }).toMatchObject({ exit: 0 })
    expect(out).toMatch(/✓ Issuer .*, which may issue this type in this region$/m)
  })

  test.each([
    ['another type', '11100000000013338W001', '9901', 'ERR_GRANT_LICENCE_TYPE'],
    ['another region', DATA.typeCode, '9902', 'ERR_GRANT_REGION'],
  ])('is refused for %s', async (name, type, region, code) => {
    const { exit, out } = await verify(await storeOf(`${name}${form}`, type, region), form)
    expect(exit).toBe(1)
    expect(out).toMatch(/^ {2}✗ Issuer +failed$/m)
    expect(out).toMatch(new RegExp(`✗ path\\.grant .*\\(${code}\\)`))
  })
})
