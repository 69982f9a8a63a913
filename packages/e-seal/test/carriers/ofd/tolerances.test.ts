import type { Check } from '@xinyin/core'
import { expect, test } from 'vitest'
import { inspectOfd } from '../../../src/carriers/ofd/index.ts'
import type { Strict } from '../../../src/index.ts'
import { type Forgery, forge } from '../../attacks/forge.ts'
import { AT, createProvince } from '../../province.ts'

const province = await createProvince()
const { trust } = province
const PLACE = 'Doc_0/Signs/Sign_0/Signature.xml'
const SM2 = '1.2.156.10197.1.501'

const localTime = (xml: string) =>
  xml.replace(/(<ofd:SignatureDateTime>)[^<]*/, (_, tag: string) => `${tag}20260601160000Z`)

test.each<[string, string, Forgery]>([
  ['property-info', 'ofd.property-info', { propertyInfo: PLACE }],
  ['property-info', 'ofd.property-info', { propertyInfo: `/${PLACE}\n` }],
  ['property-info', 'ofd.property-info', { propertyInfo: JSON.stringify({ DocId: '1', Entry: PLACE }) }],
  [
    'digest-oid',
    'ofd.digest-method',
    { describe: (xml) => xml.replace('1.2.156.10197.1.401', '1.2.156.10197.1.401.2') },
  ],
  ['algorithm-oid', 'ofd.signature-method', { describe: (xml) => xml.replace(SM2, '1.2.156.10197.1.301.1') }],
  ['local-time-as-utc', 'ofd.signature-date', { describe: localTime }],
])('%s is tolerated, told, and refused where that is asked (%#)', async (name, where, forgery) => {
  const bytes = await forge(province, forgery)
  const inspect = (strict: Strict) => inspectOfd(bytes, { trust, at: AT, strict })
  const wrong = (checks: readonly Check[]) =>
    checks
      .filter(({ status }) => status === 'failed' || status === 'indeterminate')
      .map(({ id, code }) => `${id} ${code}`)

  const tolerant = await inspect([])
  expect(wrong(tolerant.checks)).toEqual([])
  expect(tolerant.verdict).toBe('passed')
  expect(tolerant.checks.find(({ id }) => id === `tolerance.${name}`)).toMatchObject({
    status: 'passed',
    facts: { signature: 's001', of: 'document', elements: where },
  })
  for (const strict of [true, [name]] as Strict[]) {
    const report = await inspect(strict)
    expect(wrong(report.checks)).toEqual([`tolerance.${name} ERR_TOLERANCE_REFUSED`])
    expect(report.verdict).toBe('failed')
  }
})
