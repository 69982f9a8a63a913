import { parseCertificate } from '@xinyin/core'
import { testPkits } from '@xinyin/testkit'
import { readPkits, readPkitsCertificates } from '@xinyin/testkit/pkits'
import { expect } from 'vitest'
import { inspectPkits, readable } from './pkits.ts'

const CASES = readPkits()

testPkits('the suite has 249 paths', () => {
  expect(CASES).toHaveLength(249)
})

testPkits.for(CASES)('$name', async (one) => {
  const report = await inspectPkits(one)
  const against = report?.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  expect(report?.verdict === 'passed', JSON.stringify(against)).toBe(one.isValid)
})

testPkits('paths are found as well among all certificates of the suite', async () => {
  const all = readPkitsCertificates()
    .map((der) => readable(() => parseCertificate(der)))
    .filter((certificate) => certificate !== undefined)
  for (const one of CASES) {
    const report = await inspectPkits(one, all)
    expect(report?.verdict === 'passed', one.name).toBe(one.isValid)
  }
})
